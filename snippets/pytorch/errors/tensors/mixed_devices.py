import torch

days = torch.ones(5, 3, device="meta")
weights = torch.ones(3)  # left on the CPU
print(days * weights)
