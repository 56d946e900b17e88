# %% rings
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(400) % 2  # (400,) class 0 or 1
angle = 2 * math.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

# %% train
criterion = nn.CrossEntropyLoss()


def train(model, num_epochs=200, lr=0.5):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()


def measure(model):
    with torch.no_grad():
        logits = model(x)  # (400, 2)
    loss = criterion(logits, y)
    accuracy = (logits.argmax(dim=1) == y).float().mean()
    return loss.item(), accuracy.item()


# %% stacked
torch.manual_seed(0)
stacked = nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 2))
train(stacked)
loss, accuracy = measure(stacked)
print(f"loss {loss:.3f}, accuracy {accuracy:.3f}")

# %% merged
first, second = stacked
weight = second.weight @ first.weight  # (2, 16) @ (16, 2) = (2, 2)
bias = second.weight @ first.bias + second.bias  # (2,)

one = x @ weight.T + bias  # one layer: merged weight and bias
same = torch.allclose(stacked(x), one, atol=1e-5)
print("two layers equal one:", same)

bent = second(torch.relu(first(x)))
same = torch.allclose(bent, one, atol=1e-5)
print("with ReLU between:   ", same)

# %% relu
torch.manual_seed(0)
network = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
train(network)
loss, accuracy = measure(network)
print(f"loss {loss:.3f}, accuracy {accuracy:.3f}")

# %% lines
shifts = torch.linspace(-3, 3, 61)
best = 0.0
for angle in torch.linspace(0, 2 * math.pi, 181):
    along = x[:, 0] * angle.cos() + x[:, 1] * angle.sin()  # (400,)
    answers = along[:, None] > shifts  # (400, 61): a column per line
    right = (answers == y[:, None]).float().mean(dim=0)  # (61,)
    if right.max() > best:
        best = right.max().item()
        best_along = along - shifts[right.argmax()]
print(f"best of {181 * 61} lines: accuracy {best:.3f}")

for steepness in [0.1, 0.5, 1.0, 2.0]:
    second_logit = steepness * best_along  # the first logit is 0
    logits = torch.stack([torch.zeros(400), second_logit], dim=1)
    loss = criterion(logits, y)
    print(f"steepness {steepness}: loss {loss.item():.3f}")
loss, accuracy = measure(stacked)
print(f"trained line:  loss {loss:.3f}, accuracy {accuracy:.3f}")

# %% folds
fig, axes = plt.subplots(2, 2, figsize=(5.6, 5.6), layout="constrained")
axis = torch.linspace(-3, 3, 120)
grid_x, grid_y = torch.meshgrid(axis, axis, indexing="xy")
grid = torch.stack([grid_x, grid_y], dim=-1)  # (120, 120, 2)
for ax, num_hidden in zip(axes.flat, [1, 2, 3, 16], strict=True):
    torch.manual_seed(3)
    hidden = nn.Linear(2, num_hidden)
    output = nn.Linear(num_hidden, 2)
    network = nn.Sequential(hidden, nn.ReLU(), output)
    train(network, num_epochs=600)
    _, accuracy = measure(network)
    print(f"{num_hidden:2} hidden neurons: accuracy {accuracy:.3f}")

    with torch.no_grad():
        logits = network(grid)  # (120, 120, 2)
    margin = (logits[..., 1] - logits[..., 0]).clamp(-1, 1)
    shades = {"colors": ["C0", "C1"], "alpha": 0.2}
    ax.contourf(axis, axis, margin, [-1, 0, 1], **shades)
    for label, marker in [(0, "o"), (1, "^")]:
        ring = x[y == label][::4]
        x0, x1 = ring.T
        ax.scatter(x0, x1, 14, f"C{label}", marker=marker)
    ax.set_title(f"hidden neurons: {num_hidden}")
    ax.set_aspect("equal")
axes[1, 0].set(xlabel="feature 0", ylabel="feature 1")
plt.show()

# %% starts
solved = 0
for seed in range(10):
    torch.manual_seed(seed)
    network = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))
    train(network, num_epochs=300)
    loss, accuracy = measure(network)
    print(f"start {seed}: loss {loss:.3f}, accuracy {accuracy:.3f}")
    if accuracy > 0.99:
        solved += 1
print(f"{solved} of 10 starts reach 0.99")
