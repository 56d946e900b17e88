import torch
from torch import nn

mismatch = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(8, 2))
mismatch(torch.ones(5, 2))
