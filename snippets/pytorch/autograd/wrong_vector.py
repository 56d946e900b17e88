import torch

w = torch.tensor(3.0, requires_grad=True)
losses = (w * torch.tensor([1.0, 2.0])) ** 2
losses.backward()
