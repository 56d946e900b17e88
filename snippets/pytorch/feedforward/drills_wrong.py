# %% columns
import torch
from torch import nn

layer = nn.Linear(2, 3)
x = torch.ones(2, 5)
print(tuple(layer(x.T).shape))

# %% columns-first
print(tuple((layer.weight @ x).shape))

# %% whole
print(tuple(layer(torch.ones(5, 2)).shape))

# %% relu
print(type(torch.relu(layer(x.T))).__name__)

# %% in-order
layers = nn.Sequential(layer, nn.ReLU())
print(tuple(layers(x.T).shape))

# %% has-gradient
layer(x.T).mean().backward()
print(layer.weight.grad is None)

# %% before
print(nn.Linear(2, 3).weight.grad is None)

# %% zeros
network = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
nn.init.zeros_(network[1].weight)
network(x.T).sum().backward()
print(network[0].bias.grad)

# %% mean
layer = nn.Linear(2, 3)
layer(x.T).mean(dim=0).sum().backward()
print(layer.bias.grad.tolist())

# %% both
layer.to("meta")
print(layer(x.T.to("meta")).device)

# %% no-graph
total = nn.Linear(2, 3).requires_grad_(False)(x.T).sum()
total.backward()
