import torch

missing = float("nan")
temps = torch.tensor([[11.0, 17.0], [12.0, missing]])
print(temps)
print(temps.nanmean(dim=0))  # a mean that leaves nan out
