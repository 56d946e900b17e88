# %% solution
import copy

import torch
from torch import nn


def update(params, lr):
    """Do what the step() of plain SGD does to a list of parameters."""
    with torch.no_grad():
        for p in params:
            if p.grad is not None:
                p -= lr * p.grad


# %% reference
def prepare(width, lr):
    """Parameters with and without gradients, and what SGD makes."""
    last = nn.Linear(width, 3)
    model = nn.Sequential(nn.Linear(2, width), nn.Tanh(), last)
    lonely = nn.Parameter(torch.ones(width))  # no loss depends on it
    x, y = torch.randn(10 * width, 2), torch.randint(3, (10 * width,))
    nn.functional.cross_entropy(model(x), y).backward()
    params = [*model.parameters(), lonely]
    expected = copy.deepcopy(params)
    for p, q in zip(params, expected, strict=True):
        q.grad = p.grad
    torch.optim.SGD(expected, lr=lr).step()
    return params, [p.detach() for p in expected]


# %% check
def check(width, lr):
    params, expected = prepare(width, lr)
    grads = [None if p.grad is None else p.grad.clone() for p in params]
    before = [p.detach().clone() for p in params]
    try:
        update(params, lr)
    except (RuntimeError, TypeError) as error:
        raise AssertionError(f"update: {error}") from error
    pairs = zip(params, before, strict=True)
    moved = any(not torch.equal(p, old) for p, old in pairs)
    assert moved, "no parameter moved: change p itself, p -= ..."
    for p, q, grad in zip(params, expected, grads, strict=True):
        assert p.is_leaf and p.requires_grad, "keep p a leaf: no_grad()"
        if grad is None:
            assert p.grad is None, "leave .grad alone"
        else:
            assert p.grad is not None, "leave .grad alone"
            assert torch.equal(p.grad, grad), "leave .grad alone"
        assert torch.allclose(p, q, atol=1e-6), "p - lr * p.grad"
    print(f"width {width}, lr {lr}: as torch.optim.SGD")


torch.manual_seed(0)
for width, lr in ((4, 0.1), (7, 2.0), (16, 0.003)):
    check(width, lr)
