# %% default
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(256, 256)
print(f"largest weight {layer.weight.abs().max().item():.4f}")
print(f"1 / sqrt(256)  {1 / math.sqrt(256):.4f}")

# %% depth


def sizes(start, depth=10):
    torch.manual_seed(0)
    h = torch.randn(100, 256)  # (batch, 256), of size about 1
    result = [h.square().mean().sqrt().item()]
    for _ in range(depth):
        layer = nn.Linear(256, 256, bias=False)
        start(layer.weight)
        h = torch.relu(layer(h))
        result.append(h.square().mean().sqrt().item())
    return result


# %% four-starts
def kaiming(weight):
    nn.init.kaiming_normal_(weight, nonlinearity="relu")


starts = {
    "std 0.2": lambda w: nn.init.normal_(w, std=0.2),
    "Kaiming": kaiming,
    "default": lambda w: None,  # as nn.Linear made it
    "std 0.01": lambda w: nn.init.normal_(w, std=0.01),
}
fig, ax = plt.subplots()
for (name, start), form in zip(starts.items(), "o^sv", strict=True):
    line = sizes(start)
    ax.semilogy(line, f"{form}-", label=name)
    factor = (line[-1] / line[0]) ** (1 / 10)  # the mean of ten layers
    print(f"{name:8} times {factor:.2f} in each layer")
ax.set(title="Only one start keeps the size", xlabel="layer")
ax.set_ylabel("size of the values")
ax.legend()
plt.show()

# %% factor
stds = {
    "std 0.2": 0.2,
    "Kaiming": math.sqrt(2 / 256),
    "default": 1 / math.sqrt(256) / math.sqrt(3),
    "std 0.01": 0.01,
}
for name, std in stds.items():
    print(f"{name:8} predicted {math.sqrt(256 * std**2 / 2):.2f}")

# %% back
for name, start in starts.items():
    torch.manual_seed(0)
    x = torch.randn(100, 256, requires_grad=True)
    h = x
    for _ in range(10):
        linear = nn.Linear(256, 256, bias=False)
        start(linear.weight)
        h = torch.relu(linear(h))
    h.backward(torch.randn(100, 256))  # in place of a loss's gradient
    factor = x.grad.square().mean().sqrt() ** (1 / 10)
    print(f"{name:8} gradient times {factor:.2f} in each layer")
