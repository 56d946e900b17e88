# %% by-hand
import matplotlib.pyplot as plt
import torch
from torch import nn


def build(curve, num_hidden):
    """A network of hinges that meets the curve at every hinge."""
    knots = torch.linspace(-3, 3, num_hidden + 1)
    y = curve(knots)
    slopes = y.diff() / knots.diff()  # (num_hidden,)
    bends = torch.cat([slopes[:1], slopes.diff()])

    model = nn.Sequential(
        nn.Linear(1, num_hidden), nn.ReLU(), nn.Linear(num_hidden, 1)
    )
    with torch.no_grad():
        model[0].weight.fill_(1.0)  # each neuron is relu(x - its knot)
        model[0].bias.copy_(-knots[:-1])
        model[2].weight.copy_(bends)
        model[2].bias.copy_(y[0])
    return model


# %% picture
fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.4), layout="constrained")
wide = torch.linspace(-5, 5, 501)[:, None]
for ax, num_hidden in zip(axes, [3, 6, 12], strict=True):
    with torch.no_grad():
        y_pred = build(torch.sin, num_hidden)(wide)
    ax.axvspan(-3, 3, color="C2", alpha=0.1)
    ax.plot(wide, wide.sin(), "--", color="C1", label="sin")
    ax.plot(wide, y_pred, color="C0", label="network")
    ax.set(title=f"{num_hidden} neurons", xlabel="x", ylim=(-3, 3))
axes[0].legend(loc="upper center")
plt.show()

# %% closer
x = torch.linspace(-3, 3, 601)[:, None]  # (601, 1)
for num_hidden in [3, 6, 12, 24, 48]:
    with torch.no_grad():
        error = (build(torch.sin, num_hidden)(x) - x.sin()).abs().max()
    print(f"{num_hidden:2} neurons: largest error {error:.4f}")

# %% trained
target = x.sin()
for seed in range(3):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(1, 12), nn.ReLU(), nn.Linear(12, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(1000):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(x), target).backward()
        optimizer.step()
    error = (model(x) - target).abs().max()
    print(f"12 neurons, trained from start {seed}: {error:.4f}")
outside = torch.tensor([[5.0]])
print(f"at 5: {build(torch.sin, 48)(outside).item():.1f}", end=", ")
print(f"sin is {outside.sin().item():.1f}")
