import torch

days = torch.ones(5, 3)
day_offset = torch.tensor([0.1, 0.2, 0.0, 0.3, 0.1])
print((days + day_offset.unsqueeze(1)).shape)  # (5, 3) + (5, 1)
