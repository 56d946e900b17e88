# %% try
import torch
from torch import nn


def attempt(name, criterion, y_pred, y):
    try:
        print(f"{name}: runs, loss {abs(criterion(y_pred, y)):.3f}")
    except (RuntimeError, ValueError) as error:
        print(f"{name}: {type(error).__name__}")


torch.manual_seed(0)
one_logit = torch.randn(4, 1)
y = torch.tensor([1, 0, 0, 1])
column = y.unsqueeze(1)  # (4, 1)
# %% one-logit
print("CrossEntropyLoss on one logit")
criterion = nn.CrossEntropyLoss()
attempt("  target float (4, 1)", criterion, one_logit, column.float())
attempt("  target float (4,)  ", criterion, one_logit, y.float())
attempt("  target int   (4, 1)", criterion, one_logit, column)
# %% yes-or-no
print("BCEWithLogitsLoss")
criterion = nn.BCEWithLogitsLoss()
attempt("  target float (4, 1)", criterion, one_logit, column.float())
attempt("  target float (4,)  ", criterion, one_logit, y.float())
attempt("  target int   (4, 1)", criterion, one_logit, column)
