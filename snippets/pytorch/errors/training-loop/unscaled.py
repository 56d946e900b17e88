# %% stars
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
x = 5000 + 1000 * x  # the same stars in a catalogue's units


# %% mistake
def train(x):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for i in range(101):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        if i in (0, 1, 2, 100):
            norm = torch.linalg.vector_norm(model[0].weight.grad)
            on = (model[0](x) > 0).float().mean()  # ReLUs that pass
            print(f"update {i:3d}  loss {loss:9.4g}", end="  ")
            print(f"gradient {norm:9.4g}  ReLUs on {on:.2f}")
        optimizer.step()


train(x)
# %% fix
mean, std = x.mean(dim=0), x.std(dim=0)  # of the training set only
train((x - mean) / std)
