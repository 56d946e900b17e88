import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.2 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

train_loader = DataLoader(
    TensorDataset(x, y), batch_size=64, shuffle=True
)
print("stars", len(train_loader.dataset), "batches", len(train_loader))

iteration = 0
for epoch in range(2):
    for xb, yb in train_loader:  # (64, 2) and (64,)
        iteration += 1
        print(
            f"epoch {epoch} iteration {iteration:2d} size {len(yb)}"
            f" first labels {yb[:4].tolist()}"
        )
