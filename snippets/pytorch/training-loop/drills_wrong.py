# %% whole
import torch
from torch import nn

logits = torch.zeros(4, 3)
loss = nn.CrossEntropyLoss()(logits, torch.tensor([0, 2, 1, 1]))
print(f"{loss.item():.2f}")

# %% two-classes
y = torch.tensor([0, 1, 1, 0])
loss = nn.CrossEntropyLoss()(torch.zeros(4, 2), y)
print(f"{loss.item():.2f}")

# %% column
y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
loss = nn.BCEWithLogitsLoss()(torch.zeros(4, 1), y)
print(f"{loss.item():.2f}")

# %% tensor
w = nn.Parameter(torch.tensor(1.0))
loss = (w - 3) ** 2
loss.backward()
print(w.grad.item())

# %% inside
optimizer = torch.optim.SGD([w], lr=0.5)
for _ in range(2):
    optimizer.zero_grad()
    ((w - 3) ** 2).backward()
    optimizer.step()
print(w.item())

# %% same-slope
w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([w], lr=0.5)
loss = (w - 3) ** 2
loss.backward()
optimizer.step()
optimizer.step()
print(w.item())

# %% number
total = 0.0
total += loss.item()
print(type(total).__name__)

# %% share
right = torch.tensor([True, False])
print(right.float().mean().item())

# %% own
model = nn.Linear(1, 1, bias=False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
before = model.weight.item()
model(torch.ones(1, 1)).sum().backward()
optimizer.step()
print(model.weight.item() - before)
