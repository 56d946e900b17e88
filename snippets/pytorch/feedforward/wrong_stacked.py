import math

import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(400) % 2  # (400,) class 0 or 1
angle = 2 * math.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


def train(num_hidden):
    hidden, output = nn.Linear(2, num_hidden), nn.Linear(num_hidden, 2)
    model = nn.Sequential(hidden, nn.ReLU(), output)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(200):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
    with torch.no_grad():
        logits = model(x)
    loss = criterion(logits, y).item()
    accuracy = (logits.argmax(dim=1) == y).float().mean().item()
    print(f"loss {loss:.3f}, accuracy {accuracy:.3f}")


# %% sixteen
torch.manual_seed(0)
train(16)

# %% two
torch.manual_seed(0)
train(2)
