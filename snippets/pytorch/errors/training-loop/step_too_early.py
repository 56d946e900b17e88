# %% setup
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(8, 2), torch.randint(3, (8,))
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
# %% mistake
for i in range(3):
    print("update", i)
    loss = criterion(model(x), y)
    optimizer.step()  # changes weights that backward still needs
    optimizer.zero_grad()
    loss.backward()
