# %% layer
import torch
from torch import nn

torch.manual_seed(0)
x = torch.ones(5, 3)  # five points
layer = nn.Linear(3, 4)
print(tuple(layer(x).shape))

# %% weight
print(tuple(layer.weight.shape))

# %% point
point = torch.ones(3)
print(tuple(layer(point).shape))

# %% relu
h = torch.relu(layer(x))
print(tuple(h.shape))

# %% merged
output = nn.Linear(4, 2)
merged = output.weight @ layer.weight
print(tuple(merged.shape))

# %% argmax
logits = output(h)
print(tuple(logits.argmax(dim=1).shape))

# %% head
guess = nn.Linear(4, 1)(h)
print(tuple(guess.squeeze(1).shape))

# %% images
images = torch.ones(5, 8, 3)
print(tuple(layer(images).shape))

# %% flatten-module
print(tuple(nn.Flatten()(images).shape))

# %% flatten
print(tuple(images.flatten().shape))
