import torch

temps = torch.tensor([[11, 17, 14], [12, 19, 14]])  # no decimal point
print(temps.mean())
