# %% stub
import torch
from torch import nn


def unmoved(model, optimizer, criterion, x, y):
    """Make one update; return the names of parameters it left alone."""
    names = []
    # TODO
    return names


# %% patient
def patient(lr=0.1):
    """A model, its optimizer, its criterion and eight stars."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    x, y = torch.randn(8, 2), torch.randint(3, (8,))
    return model, optimizer, nn.CrossEntropyLoss(), x, y


# %% check
def check(name, case, expected):
    found = unmoved(*case)
    assert found == expected, f"{name}: expected {expected}, found {found}"
    print(f"{name}: {', '.join(found) or 'none'}")


hidden, output = ["0.weight", "0.bias"], ["2.weight", "2.bias"]
check("healthy", patient(), [])

case = patient()
case[0][0].requires_grad_(False)
check("a frozen layer", case, hidden)

case = patient()
case[2](case[0](case[3]), case[4]).backward()  # an old gradient
case[0][0].requires_grad_(False)
check("a frozen layer with an old gradient", case, hidden)

case = patient()
nn.init.constant_(case[0][0].bias, -100.0)
check("every ReLU off", case, [*hidden, "2.weight"])

case = patient()
case = (case[0], patient()[1], *case[2:])
check("another model's optimizer", case, hidden + output)
check("learning rate 0", patient(lr=0.0), hidden + output)
