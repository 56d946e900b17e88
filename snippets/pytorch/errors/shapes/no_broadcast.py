import torch

days = torch.ones(5, 3)
day_offset = torch.tensor([0.1, 0.2, 0.0, 0.3, 0.1])  # one for each day
print(days + day_offset)
