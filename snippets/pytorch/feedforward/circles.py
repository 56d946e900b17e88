# %% data
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(400) % 2  # (400,) class 0 or 1
angle = 2 * math.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

print("x", tuple(x.shape), x.dtype)
print("y", tuple(y.shape), y.dtype, "first labels", y[:6].tolist())

# %% train
criterion = nn.CrossEntropyLoss()


def train(model, num_epochs=200, lr=0.5):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()


def report(model):
    with torch.no_grad():
        logits = model(x)  # (400, 2)
    loss = criterion(logits, y)
    accuracy = (logits.argmax(dim=1) == y).float().mean()
    print(f"loss {loss.item():.3f}, accuracy {accuracy.item():.3f}")


# %% linear
torch.manual_seed(0)
linear = nn.Linear(2, 2)  # 2 features in, 2 logits out
train(linear)
report(linear)

# %% ln-two
print(f"ln 2 = {math.log(2):.3f}")


# %% line
def draw(model, ax):
    axis = torch.linspace(-3, 3, 120)
    grid_x, grid_y = torch.meshgrid(axis, axis, indexing="xy")
    grid = torch.stack([grid_x, grid_y], dim=-1)  # (120, 120, 2)
    with torch.no_grad():
        logits = model(grid)  # (120, 120, 2)
    margin = (logits[..., 1] - logits[..., 0]).clamp(-1, 1)
    shades = {"colors": ["C0", "C1"], "alpha": 0.2}
    ax.contourf(axis, axis, margin, [-1, 0, 1], **shades)
    for label, marker in [(0, "o"), (1, "^")]:
        ring = x[y == label]
        x0, x1 = ring.T
        ax.scatter(x0, x1, 14, f"C{label}", marker=marker)
    ax.set_aspect("equal")
    ax.set(xlabel="feature 0", ylabel="feature 1")


fig, ax = plt.subplots(figsize=(5.6, 4.2))
draw(linear, ax)
ax.set_title("A straight line cuts both rings")
plt.show()


# %% network
class Network(nn.Module):
    def __init__(self, num_hidden):
        super().__init__()
        self.hidden = nn.Linear(2, num_hidden)
        self.output = nn.Linear(num_hidden, 2)

    def forward(self, x):  # (batch, 2)
        h = torch.relu(self.hidden(x))  # (batch, num_hidden)
        return self.output(h)  # (batch, 2)


# %% bend
torch.manual_seed(0)
network = Network(16)
train(network)
report(network)

# %% border
fig, ax = plt.subplots(figsize=(5.6, 4.2))
draw(network, ax)
ax.set_title("Sixteen hidden neurons close the border")
plt.show()
