import torch
from torch import nn

y_pred = torch.zeros(4, 3)  # logits
y = torch.tensor([0.0, 2.0, 1.0, 0.0])  # as read from a file
nn.CrossEntropyLoss()(y_pred, y)
