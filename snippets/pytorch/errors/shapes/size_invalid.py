import torch

readings = torch.arange(15)
print(readings.reshape(4, 4))
