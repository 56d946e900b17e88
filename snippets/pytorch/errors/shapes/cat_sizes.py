import torch

temps = torch.ones(5, 3)  # three temperatures for each day
light = torch.ones(5, 2)  # two readings of light for each day
print(torch.cat([temps, light]))
