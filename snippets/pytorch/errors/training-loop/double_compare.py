import torch
from torch import nn

y_pred = torch.tensor([[2.5], [0.0]])
y = torch.tensor([[3.0], [1.0]], dtype=torch.float64)
loss = nn.MSELoss()(y_pred, y)
print("the loss is", loss.dtype)
print(torch.allclose(torch.tensor(0.625), loss))
