import torch

light = torch.tensor([100, 250], dtype=torch.uint8)
wide = light.to(torch.int16)  # a dtype that holds it
wide[1] = 260
print(wide)
light[1] = min(260, 255)  # or the largest that fits
print(light)
