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

print("x", tuple(x.shape), x.dtype, "star 0 at", x[0])
print("y", tuple(y.shape), y.dtype, "star 0 in arm", y[0].item())
# %% picture
fig, ax = plt.subplots(figsize=(5.6, 3.4))
for arm, marker in ((0, "o"), (1, "s"), (2, "^")):
    own = x[y == arm]
    name = f"arm {arm}"
    ax.scatter(own[:, 0], own[:, 1], s=16, marker=marker, label=name)
ax.set(title="300 stars, three arms")
ax.set(xlabel="x[:, 0]", ylabel="x[:, 1]")
ax.set_aspect("equal")
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
plt.show()
# %% logits
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))

y_pred = model(x)  # (300, 3): three scores for each star
p = y_pred.softmax(dim=1)  # three probabilities, with the sum 1
print("logits of star 0       ", y_pred[0].detach())
print("probabilities of star 0", p[0].detach())

accuracy = (y_pred.argmax(dim=1) == y).float().mean()
numbers = sum(p.numel() for p in model.parameters())
print(f"accuracy {accuracy:.3f}, with {numbers} numbers to learn")
# %% first-loss
criterion = nn.CrossEntropyLoss()
equal = torch.zeros(300, 3)  # each arm has the probability 1/3
print(f"loss {criterion(equal, y):.4f}")
# %% untrained
loss = criterion(y_pred, y)  # one number for all 300 stars
print(f"untrained: loss {loss:.4f}, ln 3 = {math.log(3):.4f}")
# %% setup
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
bias = model[2].bias  # three numbers to watch
print("bias", bias.detach(), "grad", bias.grad)
# %% zero-forward
optimizer.zero_grad()  # 1. clear the gradients

y_pred = model(x)  # 2. forward pass and loss
loss = criterion(y_pred, y)
print(f"loss {loss:.4f}")
print("bias", bias.detach(), "grad", bias.grad)
# %% backward
loss.backward()  # 3. fill .grad of every parameter
print("bias", bias.detach(), "grad", bias.grad)

one_hot = nn.functional.one_hot(y, 3)
by_hand = (y_pred.softmax(dim=1) - one_hot).mean(dim=0)
print("gradient by hand            ", by_hand.detach())
# %% update
by_hand = bias.detach() - 0.5 * bias.grad

optimizer.step()  # 4. move every parameter against its gradient
print("bias", bias.detach())
print("hand", by_hand)
print(f"loss {criterion(model(x), y):.4f}")
