from time import perf_counter

import torch

device = torch.accelerator.current_accelerator()  # PyTorch 2.6 or newer
x = torch.randn(4096, 4096, device=device)
y = x @ x  # the first call also prepares the device
torch.accelerator.synchronize()
start = perf_counter()
y = x @ x
asked = perf_counter() - start  # only the request
torch.accelerator.synchronize()  # wait for the result
done = perf_counter() - start
print(f"asked after {1000 * asked:.2f} ms")
print(f"done after {1000 * done:.2f} ms")
