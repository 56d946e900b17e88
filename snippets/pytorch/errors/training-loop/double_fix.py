# %% target
import torch
from torch import nn

p = torch.tensor([[0.9], [0.2]])
y = torch.tensor([[1.0], [0.0]], dtype=torch.float64)
print(f"BCELoss {nn.BCELoss()(p, y.float()):.4f}")
# %% compare
y_pred = torch.tensor([[2.5], [0.0]])
y = torch.tensor([[3.0], [1.0]], dtype=torch.float64)
loss = nn.MSELoss()(y_pred, y.float())
print("the loss is", loss.dtype)
print(torch.allclose(torch.tensor(0.625), loss))
