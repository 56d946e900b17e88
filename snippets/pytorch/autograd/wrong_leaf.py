import torch

w = torch.tensor(3.0, requires_grad=True)
w += 1
