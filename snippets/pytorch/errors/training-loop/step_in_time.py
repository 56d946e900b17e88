import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(8, 2), torch.randint(3, (8,))
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)

for i in range(3):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    print(f"update {i}  loss {loss:.4f}")
