import torch

light = torch.tensor([100, 250], dtype=torch.uint8)
light[1] = 260
