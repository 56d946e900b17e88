# %% mistake
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(64, 2)
y = torch.linalg.vector_norm(x, dim=1)  # distance, (64,)


def train(target):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(300):
        optimizer.zero_grad()
        loss = nn.MSELoss()(model(x), target)
        loss.backward()
        optimizer.step()
    variance = y.var(correction=0)
    print(f"loss {loss:.3f}  variance of the target {variance:.3f}")


train(y)  # the prediction has the shape (64, 1)
# %% fix
train(y.unsqueeze(1))  # (64, 1)
