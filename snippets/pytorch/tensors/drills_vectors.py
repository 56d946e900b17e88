import torch

week = torch.ones(5, 3)
one = week @ torch.ones(3)
two = torch.ones(5) @ week
three = torch.ones(4, 5, 3) @ torch.ones(3, 2)
print("no line raises")
