# %% neuron
import torch
from torch import nn

point = torch.tensor([2.0, 1.0])  # one point, two features
weight = torch.tensor([1.0, 2.0])  # one weight for each feature
bias = 0.5
print("one neuron:", ((point * weight).sum() + bias).item())

# %% layer
layer = nn.Linear(2, 3)  # 2 features in, 3 neurons
rows = torch.tensor([[1.0, 2.0], [0.0, -1.0], [3.0, 0.0]])
with torch.no_grad():  # set the numbers without recording a graph
    layer.weight.copy_(rows)
    layer.bias.copy_(torch.tensor([0.5, 0.0, -1.0]))

print("weight", tuple(layer.weight.shape))
print("bias", tuple(layer.bias.shape))

# %% by-hand
batch = torch.tensor([[2.0, 1.0], [0.0, 0.0]])  # (2 points, 2 features)
by_hand = batch @ layer.weight.T + layer.bias  # (2, 3)

print(layer(batch).tolist())
print("the same by hand:", torch.allclose(layer(batch), by_hand))
