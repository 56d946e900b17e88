# %% train
import torch
from torch import nn


def val_loss(x, y, x_val, y_val, zeros=False):
    """The validation loss after training, on inputs or on zeros."""
    if zeros:
        x, x_val = torch.zeros_like(x), torch.zeros_like(x_val)
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
    for _ in range(200):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    with torch.inference_mode():
        return nn.functional.cross_entropy(model(x_val), y_val).item()


# %% compare
torch.manual_seed(0)
y = torch.randint(3, (600,))
r = 2 * torch.rand(600)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(600)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

sound = x[:300], y[:300], x[300:], y[300:]
order = torch.randperm(300)
mixed = x[:300][order], y[:300], x[300:], y[300:]
for name, data in [("sound", sound), ("mixed", mixed)]:
    print(f"{name}: {val_loss(*data):.3f}", end=", ")
    print(f"zeros: {val_loss(*data, zeros=True):.3f}")
