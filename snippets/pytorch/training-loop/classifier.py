# %% data
import copy

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def stars(n):
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
    return TensorDataset(x, y)


torch.manual_seed(0)
train_loader = DataLoader(stars(300), batch_size=32, shuffle=True)
val_loader = DataLoader(stars(300), batch_size=100)
test_loader = DataLoader(stars(300), batch_size=100)
# %% model
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)


def evaluate(model, loader):
    model.eval()
    loss_sum, correct = 0.0, 0
    with torch.inference_mode():
        for x, y in loader:
            y_pred = model(x)
            loss_sum += criterion(y_pred, y).item() * len(y)
            correct += (y_pred.argmax(dim=1) == y).sum().item()
    n = len(loader.dataset)
    return loss_sum / n, correct / n


# %% loop
num_epochs = 40
history = []
states = [copy.deepcopy(model.state_dict())]  # for the maps below
for epoch in range(num_epochs):
    model.train()
    loss_sum, correct = 0.0, 0
    for x, y in train_loader:  # (32, 2) and (32,)
        optimizer.zero_grad()  # 1. clear the gradients
        y_pred = model(x)  # 2. forward pass and loss
        loss = criterion(y_pred, y)
        loss.backward()  # 3. backward pass
        optimizer.step()  # 4. update

        loss_sum += loss.item() * len(y)
        correct += (y_pred.argmax(dim=1) == y).sum().item()
    n = len(train_loader.dataset)
    train_loss, train_acc = loss_sum / n, correct / n
    val_loss, val_acc = evaluate(model, val_loader)
    history.append((train_loss, train_acc, val_loss, val_acc))
    states.append(copy.deepcopy(model.state_dict()))
    if epoch % 5 == 0 or epoch == num_epochs - 1:
        print(f"epoch {epoch:2d}", end="  ")
        print(f"train {train_loss:.3f} {train_acc:.3f}", end="  ")
        print(f"validation {val_loss:.3f} {val_acc:.3f}")
# %% curves
train_loss, train_acc, val_loss, val_acc = zip(*history, strict=True)
fig, (ax, ax_acc) = plt.subplots(2, 1, sharex=True, figsize=(5.6, 4.6))
ax.plot(train_loss, marker=".", label="train")
ax.plot(val_loss, "--", label="validation")
ax.set(title="Loss falls, accuracy rises, and both pairs agree")
ax.set(ylabel="loss", ylim=(0, None))
ax.legend()
ax_acc.plot(train_acc, marker=".", label="train")
ax_acc.plot(val_acc, "--", label="validation")
ax_acc.set(xlabel="epoch", ylabel="accuracy")
plt.show()
# %% maps
steps = torch.linspace(-2.2, 2.2, 150)
grid = torch.cartesian_prod(steps, steps)  # (22500, 2)
x, y = val_loader.dataset.tensors
levels = [-0.5, 0.5, 1.5, 2.5]

fig, axes = plt.subplots(2, 2, figsize=(5.6, 5.6), layout="constrained")
for ax, epochs in zip(axes.flat, (0, 5, 15, 40), strict=True):
    model.load_state_dict(states[epochs])
    with torch.inference_mode():
        arms = model(grid).argmax(dim=1).reshape(150, 150).T
    colors = ["C0", "C1", "C2"]
    ax.contourf(steps, steps, arms, levels, colors=colors, alpha=0.3)
    for arm, marker in ((0, "o"), (1, "s"), (2, "^")):
        own = x[y == arm]
        look = {"s": 6, "marker": marker, "color": f"C{arm}"}
        ax.scatter(own[:, 0], own[:, 1], **look)
    accuracy = evaluate(model, val_loader)[1]
    title = f"after {epochs} epochs: {accuracy:.3f}"
    ax.set(
        title=title,
        aspect="equal",
        xticks=[-2, 0, 2],
        yticks=[-2, 0, 2],
    )
plt.show()
# %% test
test_loss, test_acc = evaluate(model, test_loader)
print(f"test loss {test_loss:.3f}  accuracy {test_acc:.3f}")
