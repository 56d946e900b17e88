import torch

days = torch.ones(5, 3)
layer = torch.ones(4, 3)
print((days @ layer.T).shape)  # (5, 3) @ (3, 4)
