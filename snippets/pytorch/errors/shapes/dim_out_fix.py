import torch

temps = torch.ones(5, 3)
monday = temps[0]  # (3,): one dimension, number 0
print(monday.mean(dim=0))
monday = temps[0:1]  # (1, 3): a slice keeps the dimension
print(monday.mean(dim=1))
