import torch
from torch import nn

x = torch.linspace(0, 1, 5)  # five points with one feature each
nn.Linear(1, 3)(x)
