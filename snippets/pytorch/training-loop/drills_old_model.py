import torch
from torch import nn

model = nn.Linear(1, 1, bias=False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
model = nn.Linear(1, 1, bias=False)
before = model.weight.item()
model(torch.ones(1, 1)).sum().backward()
optimizer.step()
print(model.weight.item() - before)
