import torch

two = torch.ones(5, 3) @ torch.ones(5)
