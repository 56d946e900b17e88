# %% mistake
import torch

light = torch.tensor([100, 250], dtype=torch.uint8)
print(light + 10)
print(light[0] - light[1])

# %% fix
wide = light.to(torch.int16)
print(wide + 10)
print(wide[0] - wide[1])
