# %% rings
import math

import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(300) % 3  # (300,): three rings, 100 points each
angle = 2 * math.pi * torch.rand(300)
radius = 1.0 + y + 0.12 * torch.randn(300)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)


def train(name, model):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    losses = []
    for _ in range(600):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    first, last = losses[0], losses[-1]
    print(f"{name:10} first loss {first:.4f}, last loss {last:.4f}")


# %% no-activation
torch.manual_seed(0)
train("one layer", nn.Linear(2, 3))
train("two layers", nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 3)))
print(f"ln 3 = {math.log(3):.4f}")

# %% with-relu
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
train("with ReLU", model)

# %% zero
zeros = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
for parameter in zeros.parameters():
    nn.init.zeros_(parameter)
train("zeros", zeros)

# %% zero-fix
for layer in (zeros[0], zeros[2]):
    layer.reset_parameters()
train("reset", zeros)

# %% constant
constant = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
for parameter in constant.parameters():
    nn.init.constant_(parameter, 0.1)
train("constant", constant)

for name, net in [("constant", constant), ("random", model)]:
    rows = net[0].weight  # (16, 2): one row per neuron
    difference = (rows - rows[0]).abs().max().item()
    print(f"{name:8} rows differ by at most {difference:.3f}")

# %% constant-fix
drawn = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
for layer in (drawn[0], drawn[2]):
    nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    nn.init.zeros_(layer.bias)
train("drawn", drawn)
