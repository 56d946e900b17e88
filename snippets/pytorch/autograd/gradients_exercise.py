# %% stub
import torch


def mean_gradient(losses_at, params, parts):
    """Return the gradient of the mean loss over all rides."""
    # TODO: for each part (x, y), compute its losses and backward;
    # TODO: add up what they give


# %% check
waiting = []  # parts whose losses backward has not passed yet


def losses_at(params, x, y):
    assert len(x) <= 5, "pass one part at a time"
    assert not waiting, "backward for one part before the next one"
    waiting.append(len(x))
    w, b = params
    losses = (w * x + b - y) ** 2  # one for each ride of the part
    losses.register_hook(lambda _: waiting.clear())
    return losses


torch.manual_seed(0)
params = torch.tensor([3.0, 1.0], requires_grad=True)

for sizes in ([5, 3, 2], [1, 4, 4, 3]):
    x = 4 * torch.rand(sum(sizes))
    y = 3.5 * x + 2 + 0.8 * torch.randn(sum(sizes))
    parts = list(zip(x.split(sizes), y.split(sizes), strict=True))
    shares = []  # the slopes of each part's sum
    for px, py in parts:
        loss = ((params[0] * px + params[1] - py) ** 2).sum()
        shares += torch.autograd.grad(loss, params)
    total = sum(shares)
    expected = total / sum(sizes)
    means = [s / n for s, n in zip(shares, sizes, strict=True)]

    slopes = mean_gradient(losses_at, params, parts)
    kind = type(slopes).__name__
    assert slopes is not None, "mean_gradient returns nothing yet"
    assert kind == "Tensor", f"return a tensor, not a {kind}"
    assert slopes.shape == params.shape, f"shape {tuple(slopes.shape)}"
    hints = {
        "that is the slope of the sum, not of the mean": total,
        "means of parts do not add up": sum(means),
        "rides count alike, parts do not": sum(means) / len(parts),
        "that is the last part alone": shares[-1] / sum(sizes),
    }
    for hint, wrong in hints.items():
        assert not torch.allclose(slopes, wrong), hint
    assert torch.allclose(slopes, expected), (
        f"{len(parts)} parts: got {slopes.tolist()}, expected "
        f"{expected.tolist()}: is something left from before?"
    )
print("the parts give the gradient of all rides, in both calls")
