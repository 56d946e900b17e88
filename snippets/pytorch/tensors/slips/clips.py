import torch

light = torch.tensor([100, 250], dtype=torch.uint8)
print((light.int() + 10).clamp(max=255).to(torch.uint8))
