import torch

days = torch.tensor([[11.0, 17.0, 14.0], [12.0, 19.0, 14.0]])
weights = torch.tensor([[0.25, -1.0], [0.5, 1.0], [0.25, 0.0]])
print((days @ weights)[0, 0].item())
