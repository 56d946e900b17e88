# %% draws
import matplotlib.pyplot as plt
import torch
from torch import nn

grid = torch.linspace(-3, 3, 200)[:, None]  # (200, 1)
truth = grid.sin()


def curves(make, num_points=10, num_draws=8):
    """The curves of one model, trained on several draws."""
    learned = []
    for draw in range(num_draws):
        torch.manual_seed(draw)
        x = 6 * torch.rand(num_points, 1) - 3
        y = x.sin() + 0.3 * torch.randn(num_points, 1)
        model = make()
        optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
        for _ in range(400):
            optimizer.zero_grad()
            nn.functional.mse_loss(model(x), y).backward()
            optimizer.step()
        learned.append(model(grid).detach())
    return torch.stack(learned)  # (num_draws, 200, 1)


# %% measure
def line():
    return nn.Linear(1, 1)


def network():
    hidden, output = nn.Linear(1, 200), nn.Linear(200, 1)
    return nn.Sequential(hidden, nn.Tanh(), output)


def measure(name, learned):
    mean = learned.mean(dim=0)  # (200, 1)
    bias = (mean - truth).square().mean()
    variance = (learned - mean).square().mean()
    error = (learned - truth).square().mean()
    print(f"{name:18} squared bias {bias:.3f}", end=", ")
    print(f"variance {variance:.3f}, error {error:.3f}")


small, large = curves(line), curves(network)
measure("small", small)
measure("large", large)

# %% picture
fig, axes = plt.subplots(
    1, 2, figsize=(5.6, 2.8), sharey=True, layout="constrained"
)
for ax, learned in zip(axes, [small, large], strict=True):
    ax.plot(grid, learned[..., 0].T, color="C0", linewidth=1, alpha=0.5)
    ax.plot(grid, learned.mean(dim=0), color="C0", linewidth=3)
    ax.plot(grid, truth, "--", color="C1", linewidth=3)
    ax.set(xlabel="x", ylim=(-2, 2))
axes[0].set_title("small: alike, and wrong")
axes[1].set_title("large: each its own way")
plt.show()

# %% more
measure("small, 100 points", curves(line, num_points=100))
measure("large, 100 points", curves(network, num_points=100))
