# %% agree
from time import perf_counter

import torch

torch.manual_seed(0)
readings = 15 + 5 * torch.randn(20_000)  # degrees, one a minute


def by_loop(x):
    total = 0.0
    for value in x:
        if value > 18:
            total += value.item() - 18
    return total


def by_tensor(x):
    return (x - 18).clamp(min=0).sum().item()


print(f"{by_loop(readings):.0f} {by_tensor(readings):.0f}")

# %% time
for function in (by_loop, by_tensor):
    start = perf_counter()
    function(readings)
    took = perf_counter() - start
    print(f"{function.__name__:9} {1000 * took:7.2f} ms")
