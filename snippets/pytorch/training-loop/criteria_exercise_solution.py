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
def catalogue(n):
    arm = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    turn = 1.5 * r + 0.3 * torch.randn(n)
    columns = {
        "turn": turn,
        "arm": arm.unsqueeze(1) + 1,
        "inner": r < 1,
    }
    return columns, {"turn": turn, "arm": arm, "inner": r < 1}


torch.manual_seed(0)
for question, column in catalogue(300)[0].items():
    shape = tuple(column.shape)
    print(question, shape, column.dtype, column[:4].flatten())


# %% reference
def by_hand(question, y_pred, meant):
    if question == "turn":
        return ((y_pred[:, 0] - meant) ** 2).mean()
    if question == "arm":
        p = y_pred.softmax(dim=1)[range(len(meant)), meant]
    else:
        yes = y_pred[:, 0].sigmoid()
        p = torch.where(meant, yes, 1 - yes)
    return -p.log().mean()


# %% check
def check(question, num_outputs, dtypes, n):
    columns, meant = catalogue(n)
    criterion, found, target = prepare(question, columns[question])
    assert found == num_outputs, f"{question}: outputs {found}"
    assert isinstance(target, torch.Tensor), f"{question}: no tensor"
    wrong = f"{question}: the target is {target.dtype}"
    assert target.dtype in dtypes, wrong
    y_pred = torch.randn(n, num_outputs)
    try:
        loss = criterion(y_pred, target)
    except (RuntimeError, ValueError, IndexError) as error:
        raise AssertionError(f"{question}: {error}") from error
    assert loss.ndim == 0, f"{question}: the loss is one number"
    expected = by_hand(question, y_pred, meant[question])
    print(f"{question:5} loss {loss:.4f}  by hand {expected:.4f}")
    same = abs(loss - expected) < 1e-4 * expected
    assert same, f"{question}: the loss"


for n in (300, 41):
    check("turn", 1, (torch.float32,), n)
    check("arm", 3, (torch.int64, torch.uint8, torch.float32), n)
    check("inner", 1, (torch.float32,), n)
print("Each question has its criterion.")
