# %% mistake
import torch

week = torch.tensor([11.0, 12.0, 10.0, 9.0, 13.0])
late = week[3:]
late *= 10
print(week)

# %% fix
week = torch.tensor([11.0, 12.0, 10.0, 9.0, 13.0])
late = week[3:].clone()  # or: week[3:] * 10, a new tensor
late *= 10
print(week)
