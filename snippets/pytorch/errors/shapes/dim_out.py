import torch

temps = torch.ones(5, 3)  # five days, three readings each
monday = temps[0]
print(monday.mean(dim=1))
