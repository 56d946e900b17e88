import torch
from torch import nn

linear, relu = nn.Linear(2, 3), nn.ReLU()
layers = nn.ModuleList([linear, relu])
h = layers(torch.ones(5, 2))
print(tuple(h.shape))
