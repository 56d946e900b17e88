# %% classes
import math

import torch
from torch import nn

torch.manual_seed(0)
y_pred = torch.randn(5, 3)  # logits, one for each arm
y = torch.tensor([0, 2, 1, 1, 0])  # int64 class numbers, shape (5,)
log_prob = y_pred.log_softmax(dim=1)  # (5, 3)
print(f"CrossEntropyLoss  {nn.CrossEntropyLoss()(y_pred, y):.4f}")
print(f"by hand           {-log_prob[range(5), y].mean():.4f}")
print(f"NLLLoss           {nn.NLLLoss()(log_prob, y):.4f}")
# %% guess
for classes in (2, 3, 10):
    y_pred = torch.zeros(5, classes)  # no preference
    y = torch.randint(classes, (5,))
    loss = nn.CrossEntropyLoss()(y_pred, y)
    print(f"{classes:2d} classes: loss {loss:.4f}", end="  ")
    print(f"ln {classes} = {math.log(classes):.4f}")
# %% binary
y_pred = torch.randn(5, 1)  # one logit for each star
y = torch.tensor([[1.0], [0.0], [0.0], [1.0], [1.0]])  # float
print(f"BCEWithLogitsLoss {nn.BCEWithLogitsLoss()(y_pred, y):.4f}")

p = y_pred.sigmoid()  # the probability of yes
by_hand = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
print(f"by hand           {by_hand:.4f}")
print(f"BCELoss           {nn.BCELoss()(p, y):.4f}")

no = torch.zeros(5, 1)
two = torch.cat([no, y_pred], dim=1)  # logits of no and yes
two_classes = nn.CrossEntropyLoss()(two, y.squeeze(1).long())
print(f"CrossEntropyLoss  {two_classes:.4f}")
# %% stable
sure = torch.tensor([[200.0]])  # very sure of yes
no = torch.tensor([[0.0]])  # and wrong
print("BCEWithLogitsLoss", nn.BCEWithLogitsLoss()(sure, no).item())
print("by hand          ", -(1 - sure.sigmoid()).log().item())
print("BCELoss          ", nn.BCELoss()(sure.sigmoid(), no).item())
