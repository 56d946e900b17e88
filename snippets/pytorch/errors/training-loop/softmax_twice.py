# %% stars
import math

import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


# %% mistake
def train(*last):
    torch.manual_seed(1)
    layers = [nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3)]
    model = nn.Sequential(*layers, *last)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(400):
        optimizer.zero_grad()
        y_pred = model(x)
        loss = nn.functional.cross_entropy(y_pred, y)
        loss.backward()
        optimizer.step()
    accuracy = (y_pred.argmax(dim=1) == y).float().mean()
    print(f"loss {loss:.3f}  accuracy {accuracy:.3f}")


train(nn.Softmax(dim=1))  # probabilities into the criterion
for classes in (3, 10):
    floor = math.log(1 + (classes - 1) / math.e)
    print(f"floor for {classes} classes {floor:.3f}")
# %% fix
train()  # logits into the criterion
