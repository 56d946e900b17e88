import torch
from torch import nn

hidden, output = nn.Linear(2, 3), nn.Linear(3, 1)
network = nn.Sequential(hidden, output)
network[0].requires_grad_(False)
network(torch.ones(5, 2)).sum().backward()
print(network[0].bias.grad)
