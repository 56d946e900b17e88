# %% start
import copy

import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
same_start = copy.deepcopy(model)
criterion = nn.CrossEntropyLoss()
lr = 0.5
# %% by-hand
for i in range(201):
    for p in model.parameters():
        p.grad = None
    loss = criterion(model(x), y)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= lr * p.grad
    if i % 50 == 0:
        print(f"update {i:3d}  loss {loss.item():.4f}")
# %% optim
model = same_start
optimizer = torch.optim.SGD(model.parameters(), lr=lr)

for i in range(201):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    if i % 50 == 0:
        print(f"update {i:3d}  loss {loss.item():.4f}")
# %% without-zero
bias = model[2].bias
optimizer.zero_grad()
criterion(model(x), y).backward()
old = bias.grad.clone()

optimizer.step()
criterion(model(x), y).backward()  # without zero_grad
both = bias.grad.clone()

optimizer.zero_grad()
criterion(model(x), y).backward()  # with zero_grad
print("without is old + new:", torch.allclose(both, old + bias.grad))
print("without is new alone:", torch.allclose(both, bias.grad))
