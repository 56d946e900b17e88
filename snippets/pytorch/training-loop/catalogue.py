# %% program
import math

import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
x = 5000 + 1000 * x  # as the catalogue writes them
y = y + 1

criterion = nn.CrossEntropyLoss()
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 4))
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)


# %% train
def train(x, y):
    for i in range(201):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if i in (0, 50, 200):
            print(f"update {i:3d}  loss {loss:.6f}")


train(x, y)
# %% look
span = f"from {x.min():.0f} to {x.max():.0f}"
counts = y.bincount().tolist()
print("x", tuple(x.shape), x.dtype, span)
print("y", tuple(y.shape), y.dtype, "of each label", counts)
# %% labels
y = y - 1  # classes count from 0
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
# %% first-loss
loss = criterion(model(x), y)
print(f"first loss {loss:.4f}, guessing {math.log(3):.4f}")

mean, std = x.mean(dim=0), x.std(dim=0)  # of the training set only
x = (x - mean) / std
loss = criterion(model(x), y)
print(f"first loss {loss:.4f}, guessing {math.log(3):.4f}")
# %% one-batch
train(x[:8], y[:8])
# %% rebuilt
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
train(x[:8], y[:8])
# %% all
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
train(x, y)
accuracy = (model(x).argmax(dim=1) == y).float().mean()
print(f"accuracy {accuracy:.3f}")
