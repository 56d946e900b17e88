# %% norms
import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(300, 2), torch.randint(3, (300,))


def norms(activation, kaiming=False):
    torch.manual_seed(1)
    layers = [nn.Linear(2, 32), activation()]
    for _ in range(6):
        layers += [nn.Linear(32, 32), activation()]
    model = nn.Sequential(*layers, nn.Linear(32, 3))
    weights = [p for p in model.parameters() if p.ndim == 2]
    for weight in weights:
        if kaiming:
            nn.init.kaiming_normal_(weight)
    nn.functional.cross_entropy(model(x), y).backward()
    return [weight.grad.norm().item() for weight in weights]


# %% compare
runs = {
    "ReLU, Kaiming": norms(nn.ReLU, kaiming=True),
    "ReLU": norms(nn.ReLU),
    "sigmoid": norms(nn.Sigmoid),
}
for name, values in runs.items():
    first, last = values[0], values[-1]
    print(f"{name:13}  first layer {first:.1e}  last {last:.1e}")
# %% figure
fig, ax = plt.subplots(figsize=(5.6, 3.2))
for (name, values), marker in zip(runs.items(), "o^s", strict=True):
    ax.semilogy(values, marker=marker, label=name)
ax.set(title="Sigmoids starve the first layers")
ax.set(xlabel="layer", ylabel="norm of the gradient")
ax.legend()
plt.show()
