import torch

w = torch.arange(3.0, requires_grad=True)
loss = w * w
loss.backward()
