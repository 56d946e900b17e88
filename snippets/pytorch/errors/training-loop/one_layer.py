import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(8, 2), torch.randint(3, (8,))
model = nn.Linear(2, 3)  # no second layer
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)

for i in range(3):
    loss = nn.functional.cross_entropy(model(x), y)
    optimizer.step()  # too early, and silent
    optimizer.zero_grad()
    loss.backward()
    print(f"update {i}  loss {loss:.4f}")
