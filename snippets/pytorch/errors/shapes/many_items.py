import torch

temps = torch.ones(5, 3)
print(temps.item())
