import torch

short = torch.tensor([3, 1, 4])  # a sentence of three words
long = torch.tensor([3, 0, 1, 4])
print(torch.stack([short, long]))
