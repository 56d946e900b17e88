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

criterion = nn.CrossEntropyLoss()


def train(model, num_epochs=200, lr=0.5):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()


def report(model):
    with torch.no_grad():
        logits = model(x)  # (400, 2)
    loss = criterion(logits, y)
    accuracy = (logits.argmax(dim=1) == y).float().mean()
    print(f"loss {loss.item():.3f}, accuracy {accuracy.item():.3f}")


# %% network
class Network(nn.Module):
    def __init__(self, num_hidden):
        super().__init__()
        self.hidden = nn.Linear(2, num_hidden)
        self.output = nn.Linear(num_hidden, 2)

    def forward(self, x):  # (batch, 2)
        h = torch.relu(self.hidden(x))  # (batch, num_hidden)
        return self.output(h)  # (batch, 2)


# %% total
torch.manual_seed(0)
model = Network(16)
print("parameters:", sum(p.numel() for p in model.parameters()))

# %% count
for name, parameter in model.named_parameters():
    shape = str(tuple(parameter.shape))
    print(f"{name:14} {shape:8} {parameter.numel()}")

print("by hand:", (2 * 16 + 16) + (16 * 2 + 2))

# %% sequential
torch.manual_seed(0)
sequence = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
torch.manual_seed(0)
network = Network(16)  # the same seed: the same random weights

print("same logits:", torch.equal(sequence(x), network(x)))
print("its names:", [name for name, _ in sequence.named_parameters()])

# %% keep
train(model)
report(model)
kept = {}


def keep(module, args, output):
    kept["hidden"] = torch.relu(output.detach())


handle = model.hidden.register_forward_hook(keep)
model(x)
handle.remove()

active = kept["hidden"] > 0  # (400, 16): True where ReLU lets through
share = active.float().mean(dim=0)  # (16,): the share of the points
print(f"active for every point: {(share == 1).sum()} of {len(share)}")
print(f"active for no point:    {(share == 0).sum()} of {len(share)}")

# %% dead
dead = share == 0
before = model.hidden.weight[dead].clone()
train(model)
print("its gradient:", model.hidden.weight.grad[dead].tolist())
same = torch.equal(before, model.hidden.weight[dead])
print("its weights are unchanged:", same)

# %% hinges
walk = torch.zeros(241, 2)
walk[:, 0] = torch.linspace(-3, 3, 241)  # along feature 0
with torch.no_grad():
    values = torch.relu(model.hidden(walk))  # (241, 16)
    logits = model(walk)  # (241, 2)
margin = logits[:, 1] - logits[:, 0]  # (241,): above 0 for class 1
crosses = margin[:-1] * margin[1:] < 0  # the sign changes here
places = [round(place, 1) for place in walk[:-1, 0][crosses].tolist()]
print("crosses zero near", places)

fig, axes = plt.subplots(2, 1, figsize=(5.6, 5), sharex=True)
axes[0].plot(walk[:, 0], values, linewidth=1)
axes[0].set(title="Most neurons are hinges", ylabel="hidden value")
axes[1].plot(walk[:, 0], margin)
axes[1].axhline(0, color="0.5", linestyle="--")
axes[1].set(title="Together they make a valley")
axes[1].set(ylabel="logit 1 - logit 0")
axes[1].set(xlabel="feature 0, where feature 1 is 0")
plt.show()
