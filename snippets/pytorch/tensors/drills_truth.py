import torch

week = torch.ones(5, 3)
one = week[0:1, 0:1].item()
if week.sum(dim=1) > one:
    print("warm on every day")
