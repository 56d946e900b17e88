import torch
from torch import nn

y_pred = torch.tensor([[2.0], [-1.0]])  # logits
y = torch.tensor([[1.0], [0.0]])
print(f"loss {nn.BCEWithLogitsLoss()(y_pred, y):.4f}")
