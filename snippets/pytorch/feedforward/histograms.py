# %% values
import matplotlib.pyplot as plt
import torch
from torch import nn


def values_of(std, num_layers=6):
    """What each tanh layer gives for 500 inputs of size about 1."""
    torch.manual_seed(0)
    h = torch.randn(500, 256)
    values = []
    for _ in range(num_layers):
        layer = nn.Linear(256, 256, bias=False)
        nn.init.normal_(layer.weight, std=std)
        h = torch.tanh(layer(h)).detach()
        values.append(h)
    return values


starts = {"too small": 0.01, "right": 256**-0.5, "too large": 0.3}
for name, std in starts.items():
    last = values_of(std)[-1]
    near_0 = (last.abs() < 0.01).float().mean()
    flat = (last.abs() > 0.95).float().mean()
    print(f"{name:9}  near 0: {near_0:.2f}  beyond 0.95: {flat:.2f}")

# %% picture
fig, axes = plt.subplots(
    3, 3, figsize=(5.6, 4.4), sharex=True, layout="constrained"
)
for column, (name, std) in zip(axes.T, starts.items(), strict=True):
    values = values_of(std)
    column[0].set_title(f"{name}: {std:.2g}")
    for ax, number in zip(column, [1, 3, 6], strict=True):
        ax.hist(values[number - 1].flatten(), bins=41, range=(-1, 1))
        ax.set(yticks=[], xticks=[-1, 0, 1])
        if ax in axes[:, 0]:
            ax.set_ylabel(f"layer {number}")
axes[2, 1].set_xlabel("value after tanh")
plt.show()
