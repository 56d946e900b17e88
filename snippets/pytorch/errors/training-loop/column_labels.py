import torch
from torch import nn

y_pred = torch.zeros(4, 3)  # logits
y = torch.tensor([[0], [2], [1], [0]])  # (4, 1), a column of a table
nn.CrossEntropyLoss()(y_pred, y)
