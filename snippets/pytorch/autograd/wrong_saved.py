import torch

w = torch.tensor(3.0, requires_grad=True)
total = w.exp()
total += 1
total.backward()
