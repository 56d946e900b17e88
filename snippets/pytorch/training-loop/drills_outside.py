import torch
from torch import nn

w = nn.Parameter(torch.tensor(1.0))
optimizer = torch.optim.SGD([w], lr=0.5)
loss = (w - 3) ** 2
for _ in range(2):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(w.item())
