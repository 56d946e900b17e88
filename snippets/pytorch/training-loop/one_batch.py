import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (8,))
r = 2 * torch.rand(8)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(8)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for i in range(201):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    if i in (0, 10, 50, 200):
        norms = [p.grad.norm().item() for p in model.parameters()]
        shown = " ".join(f"{norm:.4f}" for norm in norms)
        print(f"update {i:3d}  loss {loss:.4f}  gradient norms {shown}")
