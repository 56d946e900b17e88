import torch

noon = torch.zeros(5)
forecast = torch.zeros(5)
print((noon - forecast).shape)
