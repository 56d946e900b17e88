import torch

two = torch.tensor([1, 2, 3]) @ torch.ones(3)
