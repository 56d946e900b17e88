import torch

week = torch.ones(5, 3)
day = torch.ones(3)
two = torch.cat([week, day[:, None]])
