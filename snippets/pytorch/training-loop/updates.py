# %% loader
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

dataset = TensorDataset(x, y)
train_loader = DataLoader(dataset, batch_size=32, shuffle=True)
print(len(train_loader), "batches")
# %% compare
criterion = nn.CrossEntropyLoss()
for batch_size in (300, 32):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    train_loader = DataLoader(dataset, batch_size, shuffle=True)
    updates = 0
    for _ in range(5):  # epochs
        for x_batch, y_batch in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
            updates += 1
    loss = criterion(model(x), y)
    print(f"batches of {batch_size:3d}: {updates:2d} updates", end=", ")
    print(f"loss {loss:.4f}")
