import torch
from torch import nn

y_pred = torch.zeros(4, 1)  # one logit for each star
y = torch.tensor([1.0, 0.0, 0.0, 1.0])  # (4,)
nn.BCEWithLogitsLoss()(y_pred, y)
