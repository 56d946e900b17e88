# %% mistake
import torch
from torch import nn

torch.manual_seed(0)
x = 2 * torch.rand(300, 2) - 1
y = torch.linalg.vector_norm(x, dim=1, keepdim=True) < 0.7  # (300, 1)
y = y.float()  # yes or no


def train(criterion):
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for i in range(301):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if i in (0, 300):
            accuracy = ((model(x) > 0) == (y == 1)).float().mean()
            print(f"loss {abs(loss):.4f}  accuracy {accuracy:.3f}")


train(nn.CrossEntropyLoss())  # one class only
# %% fix
train(nn.BCEWithLogitsLoss())
