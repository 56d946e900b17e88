import torch

right = torch.tensor(3)
wrong = torch.Tensor(3)
print(tuple(right.shape), right.numel())
print(tuple(wrong.shape), wrong.numel())
