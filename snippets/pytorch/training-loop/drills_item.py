import torch
from torch import nn

w = nn.Parameter(torch.tensor(1.0))
loss = (w - 3) ** 2
loss.item().backward()
print(w.grad.item())
