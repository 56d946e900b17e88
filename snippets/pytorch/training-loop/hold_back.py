# %% stars
import torch
from torch import nn


def stars(n):
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    return torch.stack([r * angle.cos(), r * angle.sin()], dim=1), y


# %% fit
def fit(name, num_stars=36, dropout=0.0, weight_decay=0.0):
    torch.manual_seed(0)
    x, y = stars(num_stars)
    x_val, y_val = stars(300)
    model = nn.Sequential(
        nn.Linear(2, 256),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Linear(256, 3),
    )
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=0.02, weight_decay=weight_decay
    )
    for _ in range(200):
        model.train()
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    model.eval()
    with torch.inference_mode():
        train_loss = nn.functional.cross_entropy(model(x), y)
        val_loss = nn.functional.cross_entropy(model(x_val), y_val)
    print(f"{name:12}  train {train_loss:.3f}", end="  ")
    print(f"validation {val_loss:.3f}")


# %% compare
fit("nothing")
fit("weight decay", weight_decay=1.0)  # the default is 0.01
fit("dropout", dropout=0.5)
fit("more stars", num_stars=300)
