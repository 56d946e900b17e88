# %% train
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


def final_loss(build, lr, **settings):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = build(model.parameters(), lr=lr, **settings)
    for _ in range(60):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
    return criterion(model(x), y).item()


# %% sweep
rates = [10.0**k for k in range(-4, 3)]
sweeps = {
    "SGD": [final_loss(torch.optim.SGD, lr) for lr in rates],
    "momentum": [
        final_loss(torch.optim.SGD, lr, momentum=0.9) for lr in rates
    ],
    "AdamW": [final_loss(torch.optim.AdamW, lr) for lr in rates],
}
print("lr        " + "".join(f"{lr:9}" for lr in rates))
for name, losses in sweeps.items():
    print(f"{name:10}" + "".join(f"{loss:9.4g}" for loss in losses))
# %% figure
fig, ax = plt.subplots(figsize=(5.6, 3.4))
for (name, losses), marker in zip(sweeps.items(), "os^", strict=True):
    ax.loglog(rates, losses, marker=marker, label=name)
ax.axhline(math.log(3), ls="--", color="C3", label="ln 3, guessing")
ax.set(title="Each optimizer has its own range of learning rates")
ax.set(xlabel="learning rate", ylabel="loss after 60 updates")
ax.legend()
plt.show()
