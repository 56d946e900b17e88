import torch

temps = torch.ones(5, 3)
light = torch.ones(5, 2)
print(torch.cat([temps, light], dim=1).shape)  # side by side
print(torch.cat([temps[:, :2], light]).shape)  # two columns each
