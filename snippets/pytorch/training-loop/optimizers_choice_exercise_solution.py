# %% solution
import matplotlib.pyplot as plt
import torch
from torch import nn


def choose():
    """Return the class of an optimizer, and its settings."""
    return torch.optim.AdamW, {"lr": 0.1}


# %% measure
def stars(n):
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    return torch.stack([r * angle.cos(), r * angle.sin()], dim=1), y


def val_loss(build, settings, seed):
    """The validation loss after 60 updates, for one seed."""
    torch.manual_seed(seed)
    x, y = stars(300)
    x_val, y_val = stars(300)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = build(model.parameters(), **settings)
    for _ in range(60):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    with torch.inference_mode():
        return nn.functional.cross_entropy(model(x_val), y_val).item()


# %% explore
rates = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0]
fig, ax = plt.subplots(figsize=(5.6, 3.2))
for build, marker in ((torch.optim.SGD, "o"), (torch.optim.AdamW, "^")):
    rows = [
        [val_loss(build, {"lr": lr}, seed) for lr in rates]
        for seed in (0, 1, 2)
    ]
    worst = torch.tensor(rows).max(dim=0).values
    ax.loglog(rates, worst, marker=marker, label=build.__name__)
ax.axhline(0.25, ls="--", color="C3", label="the goal")
ax.set(title="AdamW reaches the goal in a broad range of rates")
ax.set(xlabel="learning rate", ylabel="worst of three seeds")
ax.legend()
plt.show()
# %% check
build, settings = choose()
is_optimizer = issubclass(build, torch.optim.Optimizer)
assert is_optimizer, "return a class of torch.optim"
assert "lr" in settings, "the settings are a dictionary with lr"
for seed in (10, 11, 12, 13):
    loss = val_loss(build, settings, seed)
    print(f"{build.__name__} {settings} seed {seed}: {loss:.3f}")
    low = "still near its start: these steps are too small"
    assert not 0.6 < loss < 1.2, f"{low}, or a little too large"
    assert loss < 1.2, "above guessing or nan: the steps are too large"
    assert loss < 0.25, "it learns, but not fast enough at this rate"
print("Below 0.25 for four seeds that you did not choose.")
