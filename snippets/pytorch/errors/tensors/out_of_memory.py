import torch

noon = torch.zeros(20_000_000, 1)
forecast = torch.zeros(20_000_000)
print((noon - forecast).abs().mean())
