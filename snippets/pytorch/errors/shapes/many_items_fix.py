import torch

temps = torch.ones(5, 3)
print(temps.mean().item())
print(temps[0].tolist())
