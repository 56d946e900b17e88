import torch
from torch import nn

layer = nn.Linear(2, 3)
layer.eval()
layer(torch.ones(5, 2)).sum().backward()
print(layer.bias.grad.tolist())
