# %% gradient
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
weight = model[0].weight


def gradient(x, y):
    loss = nn.functional.cross_entropy(model(x), y)
    return torch.autograd.grad(loss, weight)[0].flatten()


# %% direction
whole = gradient(x, y)
for size in (1, 8, 32, 128):
    agree = []
    for _ in range(200):
        batch = torch.randperm(300)[:size]
        part = gradient(x[batch], y[batch])
        agree.append(torch.cosine_similarity(part, whole, dim=0))
    mean = torch.stack(agree).mean()
    print(f"batches of {size:3d}: agreement {mean:.2f}")


# %% train
def train(size, lr, num_epochs=5):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loader = DataLoader(TensorDataset(x, y), size, shuffle=True)
    for _ in range(num_epochs):
        for x_batch, y_batch in loader:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
    with torch.inference_mode():
        return nn.functional.cross_entropy(model(x), y).item()


# %% compare
for lr in (0.02, 0.5):
    for size in (300, 32, 1):
        print(f"lr {lr:4}  batches of {size:3d}: {train(size, lr):.3f}")
# %% time
for size in (300, 32, 1):
    start = time.perf_counter()
    train(size, 0.1)
    ms = 1000 * (time.perf_counter() - start)
    print(f"batches of {size:3d}: {ms:5.0f} ms for 5 epochs")
