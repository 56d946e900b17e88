import torch
from torch import nn

w = nn.Parameter(torch.tensor(1.0))
total = 0.0
for _ in range(3):
    loss = (w - 3) ** 2
    total += loss
print(type(total).__name__)
