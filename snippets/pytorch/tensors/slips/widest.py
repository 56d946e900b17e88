import torch

real = torch.tensor([11.0, 17.0, 14.0])
print((real + real.double()).dtype)
