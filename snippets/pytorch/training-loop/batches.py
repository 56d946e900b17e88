# %% dataset
import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


class Stars(Dataset):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


dataset = Stars(x, y)
print("length", len(dataset), " item 7:", dataset[7])
print("ready-made:", TensorDataset(x, y)[7])
# %% epochs
dataset = TensorDataset(x, y)
train_loader = DataLoader(dataset, batch_size=64, shuffle=True)
print("stars", len(train_loader.dataset), "batches", len(train_loader))

iteration = 0
for epoch in range(2):
    for x, y in train_loader:
        iteration += 1
        shapes = f"x {tuple(x.shape)}  y {tuple(y.shape)}"
        print(f"epoch {epoch}  iteration {iteration:2d}  {shapes}", end="  ")
        print("labels", y[:4].tolist())
