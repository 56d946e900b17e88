# %% used
import torch

w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
loss = (w * 2 + b - 9) ** 2
print(torch.autograd.grad(loss, [w, b]))

# %% allowed
loss = (w * 2 - 9) ** 2
print(torch.autograd.grad(loss, [w, b], allow_unused=True))
