import torch
from torch import nn

x = torch.ones(5, 2)
h = nn.ReLU(nn.Linear(2, 16)(x))
nn.Linear(16, 3)(h)
