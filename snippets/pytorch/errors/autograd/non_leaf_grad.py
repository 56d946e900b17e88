import torch

w = torch.ones(3, requires_grad=True) * 0.1  # a product is no leaf
loss = (w - 1).square().sum()
loss.backward()
print(w.grad)
