import torch

w = torch.tensor(3.0, requires_grad=True)
counts = torch.tensor([1, 2, 4])  # int64
weights = counts.float().requires_grad_()
print(w.dtype, weights.dtype)
