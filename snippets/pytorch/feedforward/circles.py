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


def train(model, num_epochs=200, lr=0.5):
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    accuracy = (model(x).argmax(dim=1) == y).float().mean()
    print(f"loss {loss.item():.3f}, accuracy {accuracy.item():.3f}")


torch.manual_seed(0)
linear = nn.Linear(2, 2)  # 2 features in, one score per class out
train(linear)
print(f"ln 2 = {math.log(2):.3f}")

# %% line


def draw(model, title):
    axis = torch.linspace(-3, 3, 120)
    grid_x, grid_y = torch.meshgrid(axis, axis, indexing="xy")
    grid = torch.stack([grid_x, grid_y], dim=-1)  # (120, 120, 2)
    with torch.no_grad():
        scores = model(grid)  # (120, 120, 2)
    margin = (scores[..., 1] - scores[..., 0]).clamp(-1, 1)

    fig, ax = plt.subplots(figsize=(5.6, 4.2))
    ax.contourf(axis, axis, margin, [-1, 0, 1], colors=["C0", "C1"], alpha=0.2)
    for label, marker in [(0, "o"), (1, "^")]:
        ring = x[y == label]
        ax.scatter(ring[:, 0], ring[:, 1], 14, f"C{label}", marker=marker)
    ax.set(title=title, xlabel="feature 0", ylabel="feature 1")
    ax.set_aspect("equal")
    plt.show()


draw(linear, "A straight line cuts both rings")

# %% stacked
torch.manual_seed(0)
stacked = nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 2))
train(stacked)

# %% network


class Network(nn.Module):
    def __init__(self, num_hidden):
        super().__init__()
        self.hidden = nn.Linear(2, num_hidden)
        self.output = nn.Linear(num_hidden, 2)

    def forward(self, x):  # (batch, 2)
        h = torch.relu(self.hidden(x))  # (batch, num_hidden)
        return self.output(h)  # (batch, 2)


torch.manual_seed(0)
model = Network(16)
print(model)
train(model)

# %% count
for name, parameter in model.named_parameters():
    print(f"{name:14} {str(tuple(parameter.shape)):8} {parameter.numel()}")

print("by code:", sum(p.numel() for p in model.parameters()))
print("by hand:", (2 * 16 + 16) + (16 * 2 + 2))

# %% zero
zeros = Network(16)
for parameter in zeros.parameters():
    nn.init.zeros_(parameter)
train(zeros)

largest = max(p.grad.abs().max().item() for p in zeros.parameters())
print(f"largest gradient {largest:.3f}")

# %% constant
constant = Network(16)
for parameter in constant.parameters():
    nn.init.constant_(parameter, 0.1)
train(constant)

for name, net in [("constant", constant), ("random", model)]:
    rows = net.hidden.weight  # (16, 2): one row per neuron
    difference = (rows - rows[0]).abs().max()
    print(f"{name:8} rows differ by at most {difference.item():.3f}")

# %% logits
points = torch.tensor([[0.0, 1.0], [0.0, 1.5], [0.0, 2.0]])
with torch.no_grad():
    logits = model(points)  # (3, 2)
    probabilities = logits.softmax(dim=1)  # (3, 2), each row sums to 1

for row, p in zip(logits.tolist(), probabilities.tolist(), strict=True):
    print(f"logits {row[0]:6.2f} {row[1]:6.2f}  softmax {p[0]:.3f} {p[1]:.3f}")
print("argmax of logits ", logits.argmax(dim=1).tolist())
print("argmax of softmax", probabilities.argmax(dim=1).tolist())

# %% boundary
draw(model, "With ReLU the boundary closes")
