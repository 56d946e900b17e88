# %% bytes
import torch

light = torch.tensor([100, 250], dtype=torch.uint8)
print(light + 10)

# %% wide
print(light.to(torch.int16) + 10)

# %% written
print(torch.tensor([-1], dtype=torch.uint8))

# %% steps
count = torch.tensor(16_777_216.0)  # 2 ** 24, as float32
print(count + 1 == count)
print(count.double() + 1 == count.double())
hot = torch.tensor(70_000.0)
print(hot.half().item())
print(hot.bfloat16().item())

# %% equal
tenths = torch.full((10,), 0.1)
total = torch.tensor(0.0)
for tenth in tenths:
    total = total + tenth
print(f"{total.item():.8f}")
print(total == 1)
print(torch.isclose(total, torch.tensor(1.0)))
