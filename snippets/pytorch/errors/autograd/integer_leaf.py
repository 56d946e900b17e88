import torch

w = torch.tensor(3, requires_grad=True)
