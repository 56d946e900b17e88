import torch

print(torch.tensor([1.9, -1.9]).round().to(torch.int64))
