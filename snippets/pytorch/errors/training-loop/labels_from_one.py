import torch
from torch import nn

y_pred = torch.zeros(4, 3)  # logits of classes 0, 1 and 2
y = torch.tensor([1, 3, 2, 1])  # counted from 1
nn.CrossEntropyLoss()(y_pred, y)
