import torch

monday = torch.tensor([11, 17, 14])
print(monday.float().mean(), monday.sum() / monday.numel())
