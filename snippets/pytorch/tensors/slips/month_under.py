import torch

month = torch.zeros(20, 3)
print(month.ndim, month.numel())
