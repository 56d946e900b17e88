import torch

month = torch.zeros(4, 5, 3)
print(month.ndim, sum(month.shape))
