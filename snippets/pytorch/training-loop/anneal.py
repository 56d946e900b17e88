import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()

for name in ("constant", "cosine"):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
    scheduler = CosineAnnealingLR(optimizer, T_max=40)
    loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True)
    losses = []
    for _ in range(40):
        for x_batch, y_batch in loader:
            optimizer.zero_grad()
            loss = criterion(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
        if name == "cosine":
            scheduler.step()
        with torch.inference_mode():
            losses.append(criterion(model(x), y).item())
    last = " ".join(f"{loss:.3f}" for loss in losses[-5:])
    print(f"{name:8}  loss after each of the last epochs: {last}")
