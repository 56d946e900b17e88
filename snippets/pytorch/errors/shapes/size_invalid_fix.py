import torch

readings = torch.arange(15)
print(readings.reshape(-1, 3).shape)  # as many rows as there are
print(readings[:12].reshape(4, 3).shape)  # the first four days
