import torch
from torch import nn

y_pred = torch.zeros(4, 3)  # logits
y = nn.functional.one_hot(torch.tensor([0, 2, 1, 0]))  # (4, 3), int64
nn.CrossEntropyLoss()(y_pred, y)
