# %% models
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))


# %% mistake
def train():
    for i in range(61):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        if i % 20 == 0:
            norm = torch.linalg.vector_norm(model[2].weight.grad)
            print(f"update {i:2d}  loss {loss:.6f}", end="  ")
            print(f"gradient norm {norm:.3f}")


train()
# %% find
held = [id(p) for p in optimizer.param_groups[0]["params"]]
print(
    "held by the optimizer:",
    [id(p) in held for p in model.parameters()],
)
# %% fix
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
train()
