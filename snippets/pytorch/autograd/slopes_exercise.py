# %% stub
import torch


def slopes_by_hand(w, b, x, y):
    """Return the slopes of (w * x + b - y) ** 2 for w and for b."""
    # TODO: the chain rule, step by step


# %% check
kinds = (tuple, list, torch.Tensor)
for w, b, x, y in ((3.0, 0.5, 2.0, 9.0), (0.5, -2.0, 4.0, 1.0)):
    leaves = torch.tensor([w, b]).double().requires_grad_()
    ((leaves[0] * x + leaves[1] - y) ** 2).backward()
    expected = leaves.grad

    slopes = slopes_by_hand(w, b, x, y)
    assert slopes is not None, "slopes_by_hand returns nothing yet"
    assert isinstance(slopes, kinds), f"return two slopes: {slopes}"
    assert len(slopes) == 2, f"return two slopes: {slopes}"
    found = torch.tensor([float(slope) for slope in slopes]).double()
    got = f"w = {w}, b = {b}, x = {x}, y = {y}: got {found.tolist()}"
    known = {
        "first the slope for w, then for b": expected.flip(0),
        "the slope of a square has a factor 2": expected / 2,
        "the sign: the error is y_pred - y": -expected,
        "x takes part in the slope for w": expected[1].repeat(2),
        "x takes no part in the slope for b": expected[0].repeat(2),
    }
    for hint, wrong in known.items():
        assert not torch.allclose(found, wrong), f"{got}: {hint}"
    assert torch.allclose(found, expected), (
        f"{got}, autograd gets {expected.tolist()}"
    )
print("your two slopes agree with autograd")
