# %% stars
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
y = torch.randint(3, (600,))
r = 2 * torch.rand(600)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(600)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
dataset = TensorDataset(x[:300], y[:300])


# %% runs
def run(seed):
    torch.manual_seed(seed)  # the weights, and dropout if there is any
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    params = model.parameters()
    optimizer = torch.optim.SGD(params, lr=0.1, momentum=0.9)
    generator = torch.Generator().manual_seed(seed)  # the order
    loader = DataLoader(dataset, 32, shuffle=True, generator=generator)
    model.train()
    for _ in range(15):
        for x_batch, y_batch in loader:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x_batch), y_batch)
            loss.backward()
            optimizer.step()
    model.eval()
    with torch.inference_mode():
        y_pred = model(x[300:])
    return nn.functional.cross_entropy(y_pred, y[300:]).item()


print("the same seed, the same loss:", run(0) == run(0))
losses = torch.tensor([run(seed) for seed in range(5)])
print("validation loss of five seeds:", losses.numpy().round(3))
print(f"mean {losses.mean():.3f}", end="  ")
print(f"standard deviation {losses.std():.3f}")
