# %% step
import torch
from torch import nn

w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([w], lr=0.1)
(3 * w).backward()
optimizer.step()
print(f"{w.item():.1f}")

# %% again
optimizer.step()
print(f"{w.item():.1f}")

# %% cleared
optimizer.zero_grad()
optimizer.step()
print(f"{w.item():.1f}")

# %% grad
print(w.grad)

# %% twice
w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([w], lr=0.1)
(2 * w).backward()
(2 * w).backward()
optimizer.step()
print(f"{w.item():.1f}")

# %% loader
from torch.utils.data import DataLoader

x = torch.zeros(100, 2)
loader = DataLoader(x, 32, drop_last=True)
print(sum(len(batch) for batch in loader))

# %% schedule
from torch.optim.lr_scheduler import StepLR

w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([w], lr=0.8)
halve = StepLR(optimizer, 2, gamma=0.5)
for _ in range(5):  # epochs
    optimizer.step()
    halve.step()
print(optimizer.param_groups[0]["lr"])

# %% clip
w = nn.Parameter(torch.tensor([0.0, 0.0]))
w.grad = torch.tensor([3.0, 4.0])
norm = nn.utils.clip_grad_norm_([w], 1.0)
print(f"{norm.item():.1f}")

# %% momentum
w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.5)
for _ in range(2):
    optimizer.zero_grad()
    (2 * w).backward()
    optimizer.step()
print(f"{w.item():.1f}")

# %% adam
w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.Adam([w], lr=0.1)
(1000 * w).backward()
optimizer.step()
print(f"{w.item():.1f}")
