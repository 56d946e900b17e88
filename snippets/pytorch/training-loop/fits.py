# %% stars
import matplotlib.pyplot as plt
import torch
from torch import nn


def stars(n):
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    return torch.stack([r * angle.cos(), r * angle.sin()], dim=1), y


# %% fit
def fit(model, num_stars):
    torch.manual_seed(0)
    x, y = stars(num_stars)
    x_val, y_val = stars(300)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    curves = []
    for _ in range(200):
        model.train()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        model.eval()
        with torch.inference_mode():
            val_loss = nn.functional.cross_entropy(model(x_val), y_val)
        curves.append((loss.item(), val_loss.item()))
    return curves


# %% curves
torch.manual_seed(1)
line = nn.Linear(2, 3)
network = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
large = nn.Sequential(nn.Linear(2, 256), nn.ReLU(), nn.Linear(256, 3))
runs = {
    "underfits": fit(line, 300),
    "healthy": fit(network, 300),
    "overfits": fit(large, 36),
}
for name, curves in runs.items():
    train_loss, val_loss = curves[-1]
    print(f"{name:9}  train {train_loss:.3f}", end="  ")
    print(f"validation {val_loss:.3f}")
# %% figure
fig, axes = plt.subplots(
    1, 3, figsize=(5.6, 3.2), sharey=True, layout="constrained"
)
for ax, (name, curves) in zip(axes, runs.items(), strict=True):
    train_loss, val_loss = zip(*curves, strict=True)
    ax.plot(train_loss, label="train")
    ax.plot(val_loss, "--", label="validation")
    ax.set(title=name, xlabel="epoch", ylim=(0, 1.4), xticks=[0, 100])
axes[0].set_ylabel("loss")
axes[2].legend(loc="upper right")
plt.show()
