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


def draw(model, ax, every=1):
    axis = torch.linspace(-3, 3, 120)
    grid_x, grid_y = torch.meshgrid(axis, axis, indexing="xy")
    grid = torch.stack([grid_x, grid_y], dim=-1)  # (120, 120, 2)
    with torch.no_grad():
        scores = model(grid)  # (120, 120, 2)
    margin = (scores[..., 1] - scores[..., 0]).clamp(-1, 1)
    ax.contourf(axis, axis, margin, [-1, 0, 1], colors=["C0", "C1"], alpha=0.2)
    for label, marker in [(0, "o"), (1, "^")]:
        ring = x[y == label][::every]
        ax.scatter(ring[:, 0], ring[:, 1], 14, f"C{label}", marker=marker)
    ax.set_aspect("equal")


fig, ax = plt.subplots(figsize=(5.6, 4.2))
draw(linear, ax)
ax.set_title("A straight line cuts both rings")
ax.set(xlabel="feature 0", ylabel="feature 1")
plt.show()

# %% stacked
torch.manual_seed(0)
stacked = nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 2))
train(stacked)

# %% merged
first, second = stacked
weight = second.weight @ first.weight  # (2, 16) @ (16, 2) = (2, 2)
bias = second.weight @ first.bias + second.bias  # (2,)

one = x @ weight.T + bias  # one layer: merged weight and bias
print("two layers equal one:", torch.allclose(stacked(x), one, atol=1e-5))

bent = second(torch.relu(first(x)))
print("with ReLU between:   ", torch.allclose(bent, one, atol=1e-5))

# %% relu
torch.manual_seed(0)
network = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
train(network)

# %% folds
fig, axes = plt.subplots(2, 2, figsize=(5.6, 5.6), layout="constrained")
for ax, num_hidden in zip(axes.flat, [1, 2, 3, 16], strict=True):
    torch.manual_seed(3)
    hidden, output = nn.Linear(2, num_hidden), nn.Linear(num_hidden, 2)
    network = nn.Sequential(hidden, nn.ReLU(), output)
    train(network, num_epochs=600)
    draw(network, ax, every=4)
    ax.set_title(f"hidden neurons: {num_hidden}")
axes[1, 0].set(xlabel="feature 0", ylabel="feature 1")
plt.show()
