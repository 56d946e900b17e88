# %% regression
import torch
from torch import nn

torch.manual_seed(0)
y_pred = torch.randn(5, 1)  # what a model with one output returns
y = torch.randn(5, 1)  # float, the same shape
print(f"MSELoss           {nn.MSELoss()(y_pred, y):.4f}")
print(f"by hand           {((y_pred - y) ** 2).mean():.4f}")
# %% classes
y_pred = torch.randn(5, 3)  # logits, one for each class
y = torch.tensor([0, 2, 1, 1, 0])  # int64 class numbers, shape (5,)
print(f"CrossEntropyLoss  {nn.CrossEntropyLoss()(y_pred, y):.4f}")

log_prob = y_pred.log_softmax(dim=1)  # (5, 3)
print(f"by hand           {-log_prob[range(5), y].mean():.4f}")
print(f"NLLLoss           {nn.NLLLoss()(log_prob, y):.4f}")
# %% binary
y_pred = torch.randn(5, 1)  # one logit
y = torch.tensor([[1.0], [0.0], [0.0], [1.0], [1.0]])  # float, same shape
print(f"BCEWithLogitsLoss {nn.BCEWithLogitsLoss()(y_pred, y):.4f}")

p = y_pred.sigmoid()
by_hand = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
print(f"by hand           {by_hand:.4f}")
print(f"BCELoss           {nn.BCELoss()(p, y):.4f}")

far = torch.tensor([[200.0]])  # sure of class 1, and wrong
print(f"logit 200, BCEWithLogitsLoss {nn.BCEWithLogitsLoss()(far, far * 0)}")
print(f"logit 200, by hand           {-(1 - far.sigmoid()).log().item()}")
