# %% one
import torch

monday = torch.tensor([11.0, 17.0, 14.0])
print(monday.unsqueeze(0).shape, monday.unsqueeze(1).shape)
column = monday.unsqueeze(1)  # (3, 1)
print(column.squeeze(1).shape)
print(torch.zeros(1, 3, 1).squeeze().shape)  # every size of 1

# %% photos
photos = torch.zeros(8, 28, 32, 3)  # (photo, height, width, colour)
print(photos.permute(0, 3, 1, 2).shape)  # any order
print(photos.transpose(1, 2).shape)  # swaps two
print(photos.flatten(start_dim=1).shape)  # one row for each photo
print(photos.reshape(8, -1, 3).shape)  # -1: what is left over

# %% join
week_1 = torch.zeros(5, 3)
week_2 = torch.ones(5, 3)
print(torch.cat([week_1, week_2]).shape)
print(torch.cat([week_1, week_2], dim=1).shape)
print(torch.stack([week_1, week_2]).shape)
print(torch.stack([week_1, week_2], dim=-1).shape)
