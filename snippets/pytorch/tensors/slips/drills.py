# %% broadcast
import torch

week = torch.ones(5, 3)
three = week * torch.ones(5, 1)
print("no line raises")

# %% join
three = torch.cat([week, torch.ones(1, 3)])
print("no line raises")

# %% whole
whole = torch.tensor([1, 2, 3])
whole = whole + 0.5
print("no line raises")

# %% truth
if (week.sum(dim=1) > 1).all():
    print("warm on every day")
