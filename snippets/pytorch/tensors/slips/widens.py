import torch

light = torch.tensor([100, 250], dtype=torch.uint8)
print(light.to(torch.int16) + 10)
