import torch

w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
loss = (w * 2 - 9) ** 2  # b is missing
torch.autograd.grad(loss, [w, b])
