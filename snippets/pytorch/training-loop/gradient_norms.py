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
    weights = [p for name, p in model.named_parameters() if "weight" in name]
    for weight in weights:
        if kaiming:
            nn.init.kaiming_normal_(weight)
    nn.functional.cross_entropy(model(x), y).backward()
    return [torch.linalg.vector_norm(weight.grad).item() for weight in weights]


runs = {
    "ReLU, Kaiming": norms(nn.ReLU, kaiming=True),
    "ReLU": norms(nn.ReLU),
    "sigmoid": norms(nn.Sigmoid),
}
for name, values in runs.items():
    print(f"{name:13}  first layer {values[0]:.1e}  last {values[-1]:.1e}")
# %% figure
fig, ax = plt.subplots(figsize=(5.6, 3.2))
for (name, values), marker in zip(runs.items(), "o^s", strict=True):
    ax.semilogy(values, marker=marker, label=name)
ax.set(title="Sigmoids starve the first layers")
ax.set(xlabel="layer", ylabel="norm of the gradient")
ax.legend()
plt.show()
