# %% solution
import torch
from torch import nn


def unmoved(model, optimizer, criterion, x, y):
    """Make one update; return the names of what it left alone."""
    before = {}
    for name, p in model.named_parameters():
        before[name] = p.detach().clone()
    model.zero_grad()  # the optimizer may hold another model
    optimizer.zero_grad()
    criterion(model(x), y).backward()
    optimizer.step()
    return [
        name
        for name, p in model.named_parameters()
        if torch.equal(p, before[name])
    ]


# %% patient
def patient(width, lr=0.1):
    """A model, its optimizer, its criterion and eight stars."""
    torch.manual_seed(0)
    last = nn.Linear(width, 3)
    model = nn.Sequential(nn.Linear(2, width), nn.ReLU(), last)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    x = torch.randn(8, 2)
    y = torch.randint(3, (8,))
    return model, optimizer, nn.CrossEntropyLoss(), x, y


# %% check
def check(name, case, expected):
    found = unmoved(*case)
    assert isinstance(found, list), "return a list of names"
    wrong = f"{name}: expected {expected}, found {found}"
    assert found == expected, wrong
    print(f"{name}: {', '.join(found) or 'none'}")


hidden = ["0.weight", "0.bias"]
output = ["2.weight", "2.bias"]
for width in (16, 24):
    check("healthy", patient(width), [])

    model, optimizer, criterion, x, y = patient(width)
    model[0].requires_grad_(False)
    case = model, optimizer, criterion, x, y
    check("a frozen layer", case, hidden)

    model, optimizer, criterion, x, y = patient(width)
    criterion(model(x), y).backward()  # an old gradient
    model[0].requires_grad_(False)
    case = model, optimizer, criterion, x, y
    check("a frozen layer with an old gradient", case, hidden)

    model, optimizer, criterion, x, y = patient(width)
    nn.init.constant_(model[0].bias, -100.0)
    case = model, optimizer, criterion, x, y
    check("every ReLU off", case, [*hidden, "2.weight"])

    model, _, criterion, x, y = patient(width)
    _, optimizer, _, _, _ = patient(width)
    case = model, optimizer, criterion, x, y
    check("another model's optimizer", case, hidden + output)
    check("learning rate 0", patient(width, 0.0), hidden + output)
