import torch
from torch import nn

layer = nn.Linear(2, 3)
layer(torch.ones(5, 4))  # 5 points with 4 features each
