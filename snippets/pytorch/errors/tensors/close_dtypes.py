import torch

expected = torch.tensor([0.5, 0.25], dtype=torch.float64)
result = torch.tensor([0.5, 0.25])
print(torch.allclose(result, expected))
