import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.2 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


def final_loss(make_optimizer, lr):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = make_optimizer(model.parameters(), lr)
    for _ in range(100):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()


optimizers = {
    "SGD": lambda p, lr: torch.optim.SGD(p, lr=lr),
    "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    "AdamW": lambda p, lr: torch.optim.AdamW(p, lr=lr),
}
rates = [10.0**k for k in range(-4, 3)]
fig, ax = plt.subplots(figsize=(5.6, 3.4))
print("lr        " + "".join(f"{lr:>9}" for lr in rates))
for (name, make), style in zip(optimizers.items(), "os^", strict=True):
    losses = [final_loss(make, lr) for lr in rates]
    print(f"{name:10}" + "".join(f"{loss:9.3f}" for loss in losses))
    ax.loglog(rates, losses, marker=style, label=name)
