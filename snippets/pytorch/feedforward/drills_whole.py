import torch
from torch import nn

layer = nn.Linear(2, 3)
x = torch.ones(5, 2).long()
y = layer(x)
print(tuple(y.shape))
