import torch

monday = torch.tensor([11, 17, 14])
monday += 0.5
