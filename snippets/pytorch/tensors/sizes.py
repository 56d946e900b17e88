import torch

monday = torch.tensor([11.0, 17.0, 14.0])
tuesday = torch.tensor([12.0, 19.0, 14.0])
print(torch.cat([monday, tuesday]).shape)  # joins a dimension
print(torch.stack([monday, tuesday]).shape)  # makes a new one
print(monday.unsqueeze(1).shape, monday[None].shape)
print(monday[None].squeeze(0).shape)
photo = torch.zeros(28, 32, 3)  # (height, width, colour)
print(photo.permute(2, 0, 1).shape)  # (colour, height, width)
