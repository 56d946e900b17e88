# %% function
import torch


def to_kelvin(x):
    x += 273  # in place
    return x


monday = torch.tensor([11.0, 17.0, 14.0])
kelvin = to_kelvin(monday)
print(monday)

# %% fix
monday = torch.tensor([11.0, 17.0, 14.0])
kelvin = monday + 273  # a new tensor
print(monday)
same = monday
monday = monday + 1  # the name moves on, the tensor stays
print(same)
