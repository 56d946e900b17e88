import torch

days = torch.arange(6).reshape(2, 3)
print(days.T.view(6))
