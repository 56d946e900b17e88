# %% shape
import torch
from torch import nn

criterion = nn.BCEWithLogitsLoss()
y_pred = torch.zeros(4, 1)
y = torch.tensor([1.0, 0.0, 0.0, 1.0])
print(f"a column of targets {criterion(y_pred, y.unsqueeze(1)):.4f}")
print(f"a row of answers    {criterion(y_pred.squeeze(1), y):.4f}")
# %% dtype
y = torch.tensor([[1], [0], [0], [1]])
print(f"float targets {criterion(y_pred, y.float()):.4f}")
