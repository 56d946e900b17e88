import torch

week = torch.ones(5, 3)
one = week * torch.ones(3)
two = week * torch.ones(5, 1)
three = week * torch.ones(1, 5)
print("no line raises")
