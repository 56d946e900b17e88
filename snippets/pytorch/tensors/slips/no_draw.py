import torch

torch.manual_seed(7)
first = torch.randn(3)
torch.manual_seed(7)
second = torch.randn(3)
print(torch.equal(first, second))
