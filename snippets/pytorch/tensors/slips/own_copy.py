import torch

monday = torch.tensor([11.0, 17.0, 14.0])
kelvin = monday + 273
print(monday)
