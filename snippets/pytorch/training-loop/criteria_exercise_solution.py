# %% solution
import torch
from torch import nn


def prepare(question, column):
    """Return the criterion, the number of outputs, and the target."""
    if question == "turn":
        return nn.MSELoss(), 1, column.unsqueeze(1)
    if question == "arm":
        return nn.CrossEntropyLoss(), 3, column.squeeze(1) - 1
    return nn.BCEWithLogitsLoss(), 1, column.float().unsqueeze(1)


# %% catalogue
torch.manual_seed(0)
arm = torch.randint(3, (300,))
r = 2 * torch.rand(300)
turn = 1.5 * r + 0.3 * torch.randn(300)
columns = {"turn": turn, "arm": arm.unsqueeze(1) + 1, "inner": r < 1}
for question, column in columns.items():
    shown = column[:4].flatten()
    print(f"{question:5} {tuple(column.shape)!s:8} {column.dtype} {shown}")


# %% reference
def by_hand(question, y_pred):
    if question == "turn":
        return ((y_pred[:, 0] - turn) ** 2).mean()
    if question == "arm":
        p = y_pred.softmax(dim=1)[range(300), arm]
    else:
        yes = y_pred[:, 0].sigmoid()
        p = torch.where(r < 1, yes, 1 - yes)
    return -p.log().mean()


# %% check
def check(question, num_outputs):
    column = columns[question].clone()
    criterion, found, target = prepare(question, column)
    assert found == num_outputs, f"{question}: outputs {found}"
    y_pred = torch.randn(300, num_outputs)
    try:
        loss, expected = criterion(y_pred, target), by_hand(question, y_pred)
    except (RuntimeError, ValueError, IndexError) as error:
        raise AssertionError(f"{question}: {error}") from error
    print(f"{question:5} loss {loss:.4f}  by hand {expected:.4f}")
    assert torch.isclose(loss, expected, rtol=1e-4), f"{question}: the loss"


check("turn", 1)
check("arm", 3)
check("inner", 1)
print("Each question has its criterion.")
