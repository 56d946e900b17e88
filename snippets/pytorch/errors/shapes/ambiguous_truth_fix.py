import torch

noon = torch.tensor([17.0, 19.0, 15.0])
print((noon > 16).any().item(), (noon > 16).all().item())
