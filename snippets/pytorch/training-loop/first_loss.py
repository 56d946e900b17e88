# %% stars
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))  # the arm: 0, 1 or 2
r = 2 * torch.rand(300)  # distance from the centre
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
print("x", tuple(x.shape), x.dtype)
print("y", tuple(y.shape), y.dtype, "first labels", y[:8].tolist())

fig, ax = plt.subplots(figsize=(5.6, 3.4))
for arm, marker in enumerate("os^"):
    ax.scatter(*x[y == arm].T, s=16, marker=marker, label=f"arm {arm}")
ax.set(title="300 stars, three arms", xlabel="x[:, 0]", ylabel="x[:, 1]")
ax.set_aspect("equal")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()
# %% first-loss
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()

y_pred = model(x)  # (300, 3): one logit for each arm
loss = criterion(y_pred, y)  # one number for all 300 stars
accuracy = (y_pred.argmax(dim=1) == y).float().mean()
print(f"untrained: loss {loss:.4f}, accuracy {accuracy:.3f}")
print(f"all logits zero: loss {criterion(torch.zeros(300, 3), y):.4f}")
print(f"ln 3 = {math.log(3):.4f}")
