# %% stub
import torch


def descend(loss_at, params, lr, num_steps):
    """Move params in place by num_steps gradient steps on loss_at."""
    # TODO: forward, backward, update, clear the gradient


# %% reference
x = torch.tensor([1.0, 2.0, 4.0])
y = torch.tensor([5.5, 9.0, 16.0])


def loss_at(params):
    w, b = params
    return ((w * x + b - y) ** 2).mean()


def by_sgd(lr, num_steps, clear=True, maximize=False):
    params = torch.tensor([1.0, 0.5], requires_grad=True)
    optimizer = torch.optim.SGD([params], lr, maximize=maximize)
    for _ in range(num_steps):
        if clear:
            optimizer.zero_grad()
        loss_at(params).backward()
        optimizer.step()
    return params.detach()


# %% check
for lr, num_steps in ((0.05, 20), (0.01, 3)):
    params = torch.tensor([1.0, 0.5], requires_grad=True)
    descend(loss_at, params, lr, num_steps)
    got = params.detach()
    case = f"lr = {lr}, num_steps = {num_steps}"
    assert got.tolist() != [1.0, 0.5], "params did not move in place"
    assert params.is_leaf and params.requires_grad, "params is no leaf"
    hints = {
        "clear the gradient": by_sgd(lr, num_steps, clear=False),
        "you went uphill": by_sgd(lr, num_steps, maximize=True),
        "one step is missing": by_sgd(lr, num_steps - 1),
        "one step too many": by_sgd(lr, num_steps + 1),
        "take num_steps steps": by_sgd(lr, 20),
        "use the lr that you were given": by_sgd(0.05, num_steps),
        "multiply the slope by lr": by_sgd(1.0, num_steps),
    }
    expected = by_sgd(lr, num_steps)
    for hint, wrong in hints.items():
        known = torch.allclose(got, wrong, equal_nan=True)
        right = torch.allclose(expected, wrong)
        assert right or not known, f"{case}: {hint}"
    said = f"{case}: got {got.tolist()}, SGD gets {expected.tolist()}"
    assert torch.allclose(got, expected), said
print("descend agrees with torch.optim.SGD")
