# %% mistake
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


def train(clear):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    losses = []
    for _ in range(201):
        if clear:
            optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(
        "every 40 updates:", " ".join(f"{loss:.3f}" for loss in losses[::40])
    )
    return losses


swings = train(clear=False)
# %% fix
falls = train(clear=True)

fig, ax = plt.subplots(figsize=(5.6, 3.2))
ax.plot(swings, "--", label="without zero_grad")
ax.plot(falls, label="with zero_grad")
ax.set(title="Gradients that pile up make the loss swing")
ax.set(xlabel="update", ylabel="loss", ylim=(0, None))
ax.legend()
plt.show()
