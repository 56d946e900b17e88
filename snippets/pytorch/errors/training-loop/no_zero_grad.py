# %% stars
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


# %% mistake
def train(clear, lr):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(201):
        if clear:
            optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        clean = all(p.grad is None for p in model.parameters())
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    row = " ".join(f"{loss:.3f}" for loss in losses[::40])
    print(f"lr {lr}: {row}  gradients None before backward: {clean}")
    return losses


swings = train(clear=False, lr=1.0)
_ = train(clear=False, lr=0.003)
# %% fix
falls = train(clear=True, lr=1.0)
_ = train(clear=True, lr=0.003)
leaps = train(clear=True, lr=6.0)
# %% figure
fig, ax = plt.subplots(figsize=(5.6, 3.2))
ax.plot(swings, "--", label="without zero_grad, lr 1")
ax.plot(leaps, ":", label="with zero_grad, lr 6")
ax.plot(falls, label="with zero_grad, lr 1")
ax.set(title="Two causes of a loss that swings")
ax.set(xlabel="update", ylabel="loss", ylim=(0, None))
ax.legend()
plt.show()
