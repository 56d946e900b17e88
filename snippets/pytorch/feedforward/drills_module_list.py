import torch
from torch import nn

layers = nn.ModuleList([nn.Linear(2, 3), nn.ReLU()])
h = layers(torch.ones(5, 2))
print(tuple(h.shape))
