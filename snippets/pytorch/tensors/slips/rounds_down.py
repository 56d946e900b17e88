import torch

print(torch.tensor([1.9, -1.9]).floor().to(torch.int64))
