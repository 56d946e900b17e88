import torch
from torch import nn

layer = nn.Linear(2, 3)
x = torch.ones(2, 5)  # 2 features
y = layer(x)
print(tuple(y.shape))
