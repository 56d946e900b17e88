# %% stars
import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR


def stars(n):
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    return torch.stack([r * angle.cos(), r * angle.sin()], dim=1), y


# %% train
def val_loss(seed, cosine):
    torch.manual_seed(seed)
    x, y = stars(300)
    x_val, y_val = stars(300)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=2.0)
    scheduler = CosineAnnealingLR(optimizer, T_max=30)
    for _ in range(30):
        for batch in torch.randperm(300).split(16):
            optimizer.zero_grad()
            y_pred = model(x[batch])
            loss = nn.functional.cross_entropy(y_pred, y[batch])
            loss.backward()
            optimizer.step()
        if cosine:
            scheduler.step()
    with torch.inference_mode():
        return nn.functional.cross_entropy(model(x_val), y_val).item()


# %% compare
constant = torch.tensor([val_loss(seed, False) for seed in range(5)])
cosine = torch.tensor([val_loss(seed, True) for seed in range(5)])
for name, losses in (("constant", constant), ("cosine  ", cosine)):
    row = " ".join(f"{loss:.3f}" for loss in losses)
    print(f"{name} {row}  mean {losses.mean():.3f}")
