import torch

whole = torch.tensor([1, 2, 3])
one = whole * 0.5
two = whole @ torch.ones(3).long()
whole += 0.5
print("no line raises")
