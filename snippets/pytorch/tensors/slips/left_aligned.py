import torch

one = torch.ones(5, 3) * torch.ones(3, 1)
