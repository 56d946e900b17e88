import torch

week = torch.tensor([11.0, 12.0, 10.0, 9.0, 13.0])
print(week[4])
print(week[-1])
