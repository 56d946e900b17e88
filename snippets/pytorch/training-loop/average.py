import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()

losses, sizes = [], []
for x_batch, y_batch in DataLoader(TensorDataset(x, y), batch_size=128):
    loss = criterion(model(x_batch), y_batch)  # the mean over this batch
    losses.append(loss.item())
    sizes.append(len(y_batch))

weighed = sum(loss * n for loss, n in zip(losses, sizes, strict=True))
print("batch sizes", sizes)
print(f"mean of the batch losses {sum(losses) / len(losses):.4f}")
print(f"weighed by batch size    {weighed / sum(sizes):.4f}")
print(f"all stars at once        {criterion(model(x), y):.4f}")
