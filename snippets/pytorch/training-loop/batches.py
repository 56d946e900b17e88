# %% stars
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


# %% dataset
class Stars(Dataset):
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


dataset = Stars(x, y)
print("length", len(dataset), " item 7:", dataset[7])
print("ready-made:", TensorDataset(x, y)[7])
# %% last
dataset = TensorDataset(x, y)
train_loader = DataLoader(dataset, batch_size=64, shuffle=True)
for _, y_batch in train_loader:
    size = len(y_batch)
print("stars in the last batch:", size)
# %% epochs
iteration = 0
for epoch in range(2):
    for x_batch, y_batch in train_loader:
        iteration += 1
        shapes = f"x {tuple(x_batch.shape)}  y {tuple(y_batch.shape)}"
        print(
            f"epoch {epoch}  iteration {iteration:2d}  {shapes}",
            end="  ",
        )
        print("labels", y_batch[:4].tolist())
# %% average
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()

losses = []
sizes = []
for x_batch, y_batch in train_loader:
    loss = criterion(model(x_batch), y_batch)  # a mean
    losses.append(loss.item())
    sizes.append(len(y_batch))

weighed = sum(loss * n for loss, n in zip(losses, sizes, strict=True))
print("batch sizes", sizes)
print(f"mean of the batch losses {sum(losses) / len(losses):.4f}")
print(f"weighed by batch size    {weighed / sum(sizes):.4f}")
print(f"all stars at once        {criterion(model(x), y):.4f}")
