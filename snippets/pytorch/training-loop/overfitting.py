# %% data
import copy

import matplotlib.pyplot as plt
import torch
from torch import nn


def stars(n):
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    return torch.stack([r * angle.cos(), r * angle.sin()], dim=1), y


torch.manual_seed(0)
x, y = stars(36)  # few stars, a large model
x_val, y_val = stars(300)
model = nn.Sequential(nn.Linear(2, 256), nn.ReLU(), nn.Linear(256, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
# %% early-stopping
train_loss, val_loss = [], []
not_copied = model.state_dict()
best, patience = float("inf"), 60
for epoch in range(500):
    model.train()
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()

    model.eval()
    with torch.inference_mode():
        train_loss.append(criterion(model(x), y).item())
        val_loss.append(criterion(model(x_val), y_val).item())
    if val_loss[-1] < best:
        best, best_epoch = val_loss[-1], epoch
        best_state = copy.deepcopy(model.state_dict())
    elif epoch - best_epoch >= patience:
        break

print(f"stopped at epoch {epoch}, best was {best_epoch}")
print(f"last: train {train_loss[-1]:.3f}", end="  ")
print(f"validation {val_loss[-1]:.3f}")
for name, state in ("copied", best_state), ("not copied", not_copied):
    same = torch.equal(state["0.weight"], model[0].weight)
    print(f"{name}: equal to the last weights {same}")
model.load_state_dict(best_state)
with torch.inference_mode():
    print(f"best, loaded again: {criterion(model(x_val), y_val):.3f}")
# %% curve
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(train_loss, label="train")
ax.plot(val_loss, "--", label="validation")
ax.axvline(best_epoch, color="C2", ls=":", label="best checkpoint")
ax.set(title="Training loss falls, validation loss turns back")
ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
ax.legend()
plt.show()
