# %% stub
import torch


def difference_gradient(loss_at, params, h=1e-5):
    """Return the slope of loss_at for each element of params."""
    # TODO: move one element at a time, by h to both sides


# %% reference
def loss_at(params):
    x = torch.arange(6 * len(params)).view(6, -1).sin().double()
    return torch.sin(x @ params).exp().mean()


def by_autograd(params):
    leaf = params.clone().requires_grad_()
    loss_at(leaf).backward()
    return leaf.grad


def mistakes(expected):
    """What other answers than the expected one come from."""
    total = expected.sum()
    return {
        "divide by 2 * h": 2 * expected,
        "you divide twice by 2": expected / 2,
        "the sign: up minus down": -expected,
        "move one element at a time": total.expand_as(expected),
    }


# %% check
torch.manual_seed(0)
for size in (3, 5):
    params = torch.randn(size, dtype=torch.float64)
    before = params.clone()
    slopes = difference_gradient(loss_at, params)
    expected = by_autograd(before)
    kind = type(slopes).__name__
    assert slopes is not None, "difference_gradient returns nothing yet"
    assert kind == "Tensor", f"return a tensor, not a {kind}"
    assert slopes.shape == params.shape, (
        f"one slope for each element: {tuple(slopes.shape)}"
    )
    assert slopes.dtype == params.dtype, (
        f"params is float64 and your slopes are {slopes.dtype}"
    )
    assert torch.equal(params, before), "put params back"
    for hint, wrong in mistakes(expected).items():
        assert not torch.allclose(slopes, wrong, atol=1e-4), hint
    assert torch.allclose(slopes, expected, rtol=0, atol=1e-8), (
        f"got {slopes.tolist()}, autograd gets {expected.tolist()}: "
        "do you step to both sides?"
    )
print("the finite difference agrees with autograd")
