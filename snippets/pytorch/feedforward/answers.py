# %% rings
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(400) % 2  # (400,) class 0 or 1
angle = 2 * math.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

# %% train
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for _ in range(200):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()

# %% logits
points = torch.tensor([[0.0, 1.0], [0.0, 1.5], [0.0, 2.0]])
with torch.no_grad():
    logits = model(points)  # (3, 2)
    probabilities = logits.softmax(dim=1)  # (3, 2), each row sums to 1

for (a, b), (p, q) in zip(logits, probabilities, strict=True):
    print(f"logits {a:6.2f} {b:6.2f}  softmax {p:.3f} {q:.3f}")
print("argmax of logits ", logits.argmax(dim=1).tolist())
print("argmax of softmax", probabilities.argmax(dim=1).tolist())

# %% sigmoid
margin = logits[:, 1] - logits[:, 0]  # (3,), one logit per point
probability = torch.sigmoid(margin)  # (3,), of class 1
print("as softmax:", torch.allclose(probability, probabilities[:, 1]))

# %% threshold
for threshold in [0.1, 0.5, 0.9]:
    answers = (probability > threshold).int()
    print(f"class 1 above {threshold}: {answers.tolist()}")
print(f"logit above 0:     {(margin > 0).int().tolist()}")

# %% map
axis = torch.linspace(-3, 3, 120)
grid = torch.cartesian_prod(axis, axis)  # (14400, 2)
with torch.no_grad():
    p_outer = model(grid).softmax(dim=1)[:, 1].reshape(120, 120)

fig, ax = plt.subplots(figsize=(5.6, 4.6))
levels = [0, 0.1, 0.5, 0.9, 1]
filled = ax.contourf(axis, axis, p_outer.T, levels, cmap="viridis")
ax.contour(axis, axis, p_outer.T, [0.5], colors="C1", linewidths=3)
for label, marker in [(0, "o"), (1, "^")]:
    ring = x[y == label][::4]
    ax.scatter(ring[:, 0], ring[:, 1], 12, "0.5", marker=marker)
fig.colorbar(filled, label="probability of the outer ring")
ax.set(title="Unsure in a band", xlabel="feature 0", ylabel="feature 1")
ax.set_aspect("equal")
plt.show()


# %% heads
class TwoHeads(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2, 16), nn.ReLU())
        self.ring = nn.Linear(16, 2)  # class head: one logit per class
        self.distance = nn.Linear(16, 1)  # regression head: one number

    def forward(self, x):  # (batch, 2)
        h = self.body(x)  # (batch, 16)
        return self.ring(h), self.distance(h).squeeze(1)


# %% train-heads
distance = torch.linalg.vector_norm(x, dim=1)  # (400,): from the centre

torch.manual_seed(0)
both = TwoHeads()
optimizer = torch.optim.SGD(both.parameters(), lr=0.1)
for _ in range(1000):
    optimizer.zero_grad()
    ring_logits, guess = both(x)  # (400, 2) and (400,)
    ring_loss = nn.functional.cross_entropy(ring_logits, y)
    distance_loss = nn.functional.mse_loss(guess, distance)
    (ring_loss + distance_loss).backward()
    optimizer.step()

with torch.no_grad():
    ring_logits, guess = both(x)  # after the last step
accuracy = (ring_logits.argmax(dim=1) == y).float().mean().item()
print(f"accuracy {accuracy:.3f}")
off = (guess - distance).abs().mean().item()
print(f"distance off by {off:.3f} on average")

# %% slice
walk = torch.zeros(241, 2)
walk[:, 0] = torch.linspace(-3, 3, 241)  # along feature 0
with torch.no_grad():
    _, along = both(walk)  # (241,)
print(f"at the centre: guess {along[120].item():.2f}, truth 0.00")

fig, ax = plt.subplots()
ax.plot(walk[:, 0], along, label="guess")
ax.plot(walk[:, 0], walk[:, 0].abs(), "--", color="0.5", label="truth")
for ring in [-2, -1, 1, 2]:
    stripe = ax.axvspan(ring - 0.24, ring + 0.24, color="C1", alpha=0.2)
stripe.set_label("the rings")
ax.set_title("Right at the rings, wrong at the centre")
ax.set_ylabel("distance")
ax.set_xlabel("feature 0, where feature 1 is 0")
ax.legend(loc="upper center")
plt.show()
