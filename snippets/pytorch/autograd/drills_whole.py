import torch

w = torch.arange(3, requires_grad=True)
loss = (w * w).sum()
loss.backward()
print(w.grad.tolist())
