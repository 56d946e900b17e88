# %% number
import torch
from torch import nn

y_pred = torch.tensor([[2.5], [0.0]])  # two answers, (2, 1)
y = torch.tensor([[3.0], [1.0]])  # float, the same shape
by_hand = ((y_pred - y) ** 2).mean()
print(f"MSELoss {nn.MSELoss()(y_pred, y):.4f}  by hand {by_hand:.4f}")
# %% classes
y_pred = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 0.3]])  # logits
y = torch.tensor([0, 2])  # class numbers, int64, (2,)
log_p = y_pred.log_softmax(dim=1)  # (2, 3)
by_hand = -(log_p[0, 0] + log_p[1, 2]) / 2
loss = nn.CrossEntropyLoss()(y_pred, y)
print(f"CrossEntropyLoss {loss:.4f}  by hand {by_hand:.4f}")
# %% yes-or-no
y_pred = torch.tensor([[2.0], [-1.0]])  # one logit a star, (2, 1)
y = torch.tensor([[1.0], [0.0]])  # yes, no: float, the same shape
p = y_pred.sigmoid()
by_hand = -(p[0, 0].log() + (1 - p[1, 0]).log()) / 2
loss = nn.BCEWithLogitsLoss()(y_pred, y)
print(f"BCEWithLogitsLoss {loss:.4f}  by hand {by_hand:.4f}")
