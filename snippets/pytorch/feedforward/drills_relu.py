import torch
from torch import nn

layer = nn.Linear(2, 3)
h = nn.ReLU(layer(torch.ones(5, 2)))
print(type(h).__name__)
