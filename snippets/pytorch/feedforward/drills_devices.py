import torch
from torch import nn

layer = nn.Linear(2, 3)
x = torch.ones(5, 2).to("meta")
print(layer(x).device)
