import torch

monday = torch.tensor([11, 17, 14])
monday = monday + 0.5  # a new tensor may have a new dtype
print(monday)
