import torch

noon = torch.zeros(5, 1)
forecast = torch.zeros(5, 1)
print((noon - forecast).shape)
