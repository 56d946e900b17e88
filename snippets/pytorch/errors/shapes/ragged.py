import torch

print(torch.tensor([[11.0, 17.0], [12.0]]))
