import torch

three = torch.mm(torch.ones(4, 5, 3), torch.ones(3, 2))
