import torch

days = torch.ones(5, 3, device="meta")
weights = torch.ones(3).to(days.device)
print((days * weights).device)
