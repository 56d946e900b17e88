import torch
from torch import nn

torch.manual_seed(0)
r = 2 * torch.rand(300)  # now predict this distance, shape (300,)
angle = 2 * torch.pi * torch.rand(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.MSELoss()


def train(target):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(300):
        optimizer.zero_grad()
        loss = criterion(model(x), target)
        loss.backward()
        optimizer.step()
    print(f"target {tuple(target.shape)!s:8} loss {loss:.3f}")


train(r.unsqueeze(1))
train(r)  # the mistake: the prediction has shape (300, 1)
print(f"variance of the target {r.var(correction=0):.3f}")
