import torch
from torch import nn

layer = nn.Linear(1, 3)
x = torch.linspace(0, 1, 5)
print(tuple(x.shape), "becomes", tuple(x.unsqueeze(1).shape))
print(tuple(layer(x.unsqueeze(1)).shape))
print(tuple(layer(x[:, None]).shape))  # the same, by an index

wide = nn.Linear(5, 3)
print("one point with five features:", tuple(wide(x).shape))
