import torch

x = torch.ones(3, device="meta")
print(x.numpy())
