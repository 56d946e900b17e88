import torch

x = torch.ones(5, 3, device="meta")
weights = torch.ones(3)  # forgotten on the CPU
print(x @ weights)
