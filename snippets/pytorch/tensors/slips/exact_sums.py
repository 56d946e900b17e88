import torch

a = torch.tensor(1e8, dtype=torch.float64)
b = torch.tensor(1.0, dtype=torch.float64)
print((a + b - a).item())
print((a - a + b).item())
