# %% train
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


def train(lr, batch_size, num_updates):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(num_updates):
        batch = torch.randperm(300)[:batch_size]
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[batch]), y[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% rates
fig, ax = plt.subplots(figsize=(5.6, 3.4))
for lr, style in ((0.003, ":"), (0.5, "-"), (6.0, "--")):
    losses = train(lr, batch_size=300, num_updates=100)
    print(f"lr {lr}: from {losses[0]:.3f} to {losses[-1]:.3f}")
    ax.plot(losses, style, label=f"lr {lr}")
ax.set(title="Too low hardly falls, too high leaps")
ax.set(xlabel="update", ylabel="loss", ylim=(0, 6.5))
ax.legend()
plt.show()
# %% noise
losses = torch.tensor(train(0.1, batch_size=8, num_updates=400))
means = losses.reshape(10, 40).mean(dim=1)
rises = (losses[1:] > losses[:-1]).float().mean()
print(f"the loss of a batch rises in {rises:.2f} of the updates")
print("means of 40 updates:", means.numpy().round(2))

fig, ax = plt.subplots(figsize=(5.6, 3.2))
ax.plot(losses, lw=0.8, color="0.5", label="each batch of 8")
middle = torch.arange(20, 400, 40)
ax.plot(middle, means, marker="o", label="mean of 40")
ax.set(title="The loss of a small batch is noisy")
ax.set(xlabel="update", ylabel="loss", ylim=(0, None))
ax.legend()
plt.show()
