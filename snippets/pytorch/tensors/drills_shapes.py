# %% slice
import torch

week = torch.ones(5, 3)  # (day, reading)
print(tuple(week[1:2].shape))

# %% columns
print(tuple(week[:, [0, 2]].shape))

# %% mask
print(tuple(week[week > 0].shape))

# %% rest
month = torch.ones(4, 5, 3)  # (week, day, reading)
print(tuple(month.reshape(-1, 3).shape))

# %% mean
print(tuple(month.mean(dim=1).shape))

# %% squeeze
print(tuple(torch.ones(1, 5, 1).squeeze(0).shape))

# %% new
print(tuple(week[0, None].shape))

# %% stack
day = torch.ones(3)
print(tuple(torch.stack([day, day], dim=1).shape))

# %% product
print(tuple((month @ torch.ones(3)).shape))

# %% broadcast
print(tuple((torch.ones(5, 1) * torch.ones(4, 1, 3)).shape))
