import torch

one = torch.ones(5, 3)[0:1].item()
