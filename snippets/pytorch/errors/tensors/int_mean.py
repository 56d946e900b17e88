import torch

monday = torch.tensor([11, 17, 14])  # no decimal point
print(monday.mean())
