import torch
from torch import nn

y_pred = torch.tensor([[2.0], [-1.0]])  # logits
y = torch.tensor([[1.0], [0.0]])
nn.BCELoss()(y_pred, y)
