# %% floats
import torch
from torch import nn

y_pred = torch.zeros(4, 3)
y = torch.tensor([0.0, 2.0, 1.0, 0.0])
print(f"loss {nn.CrossEntropyLoss()(y_pred, y.long()):.4f}")
# %% column
y = torch.tensor([[0], [2], [1], [0]])
print(f"loss {nn.CrossEntropyLoss()(y_pred, y.squeeze(1)):.4f}")
# %% from-one
y = torch.tensor([1, 3, 2, 1])
print(f"loss {nn.CrossEntropyLoss()(y_pred, y - 1):.4f}")
# %% one-hot
y = nn.functional.one_hot(torch.tensor([0, 2, 1, 0]))
print(f"loss {nn.CrossEntropyLoss()(y_pred, y.argmax(dim=1)):.4f}")
