import torch

week = torch.ones(5, 3)
day = torch.ones(3)
one = torch.stack([day, day])
two = torch.cat([week, day[None]])
three = torch.cat([week, day])
print("no line raises")
