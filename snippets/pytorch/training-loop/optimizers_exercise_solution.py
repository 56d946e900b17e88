# %% solution
import copy

import torch
from torch import nn


class Momentum:
    """SGD with momentum and weight decay, as torch.optim.SGD."""

    def __init__(self, params, lr, momentum=0.0, weight_decay=0.0):
        self.params, self.lr = list(params), lr
        self.momentum, self.weight_decay = momentum, weight_decay
        self.velocities = [torch.zeros_like(p) for p in self.params]

    def zero_grad(self):
        for p in self.params:
            p.grad = None

    @torch.no_grad()
    def step(self):
        pairs = zip(self.params, self.velocities, strict=True)
        for p, velocity in pairs:
            if p.grad is None:
                continue
            velocity *= self.momentum
            velocity += p.grad + self.weight_decay * p
            p -= self.lr * velocity


# %% reference
torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
start = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))


def train(build, num_updates, **settings):
    model = copy.deepcopy(start)
    unused = nn.Parameter(torch.ones(2))  # no loss depends on it
    params = [*model.parameters(), unused]
    optimizer = build(iter(params), lr=0.1, **settings)
    for _ in range(num_updates):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    return [p.detach() for p in params], loss.item()


# %% check
def check(num_updates, hint, **settings):
    mine, loss = train(Momentum, num_updates, **settings)
    expected, _ = train(torch.optim.SGD, num_updates, **settings)
    for p, q in zip(mine, expected, strict=True):
        assert torch.allclose(p, q, rtol=1e-3, atol=1e-4), hint
    print(f"updates {num_updates:2d}  loss {loss:.4f}  {settings}")


check(1, "the first step is plain SGD: p -= lr * grad")
check(4, "a velocity decays, then takes the gradient in", momentum=0.9)
check(4, "the decay joins the gradient", momentum=0.9, weight_decay=0.1)
check(60, "it drifts off", momentum=0.9, weight_decay=0.01)
print("Your optimizer is torch's.")
