# %% write
import torch

light = torch.tensor([1.0, 9.0])
light[light > 5] += 100
print(light)

# %% copy
light = torch.tensor([1.0, 9.0])
light[light > 5].add_(100)
print(light)
