import torch
from torch.utils.data import TensorDataset, random_split

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

# the same split in every run
generator = torch.Generator().manual_seed(0)
parts = random_split(TensorDataset(x, y), [0.6, 0.2, 0.2], generator)
names = "training", "validation", "test"
for name, part in zip(names, parts, strict=True):
    arms = y[part.indices].bincount().tolist()
    print(f"{name:10} {len(part):3d} stars, of each arm {arms}")
taken = [i for part in parts for i in part.indices]
once = sorted(taken) == list(range(300))
print("each star in exactly one part:", once)
