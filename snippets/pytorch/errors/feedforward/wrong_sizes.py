import torch
from torch import nn

model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(8, 3))
model(torch.ones(5, 2))
