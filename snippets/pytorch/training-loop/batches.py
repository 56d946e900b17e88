# %% epochs
import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

train_loader = DataLoader(TensorDataset(x, y), batch_size=64, shuffle=True)
print("stars", len(train_loader.dataset), "batches", len(train_loader))

iteration = 0
for epoch in range(2):
    for x, y in train_loader:
        iteration += 1
        shapes = f"x {tuple(x.shape)}  y {tuple(y.shape)}"
        print(f"epoch {epoch}  iteration {iteration:2d}  {shapes}", end="  ")
        print("labels", y[:4].tolist())
# %% order
for seed in (1, 1, 2):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        range(300), batch_size=8, shuffle=True, generator=generator
    )
    print("seed", seed, "first batch", next(iter(loader)).tolist())
