import torch

x = torch.ones(3, device="meta")
x.numpy()
