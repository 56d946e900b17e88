# %% stub
import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
x = 4 * torch.rand(60)  # kilometres
y = 3.5 * x + 2 + 0.8 * torch.randn(60)  # minutes


def losses_for(lr, x, y, num_steps):
    """Return the loss before each of num_steps steps from w = b = 0."""
    # TODO: the loop of this page, with loss.item() kept in a list


# TODO: plot losses_for(lr, x, y, 100) for several rates, then decide:
good_lr = None  # the loss ends below 0.527
edge = None  # the loss falls; with a tenth more it grows
edge_wide = None  # the same for 10 * x, distances in 100 metres


# %% reference
def by_sgd(lr, x, y, num_steps):
    params = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.SGD([params], lr)
    losses = []
    for _ in range(num_steps):
        loss = ((params[0] * x + params[1] - y) ** 2).mean()
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses


def check_losses(found, expected):
    num_steps = len(expected) - 1
    assert found is not None, "losses_for returns nothing yet"
    assert len(found) == num_steps, f"{num_steps} losses: {len(found)}"
    heavy = [getattr(loss, "requires_grad", False) for loss in found]
    assert not any(heavy), "keep loss.item(): a loss keeps its graph"
    found = torch.tensor([float(loss) for loss in found])
    late = torch.allclose(found, expected[1:], rtol=1e-3)
    assert not late, "the first loss is the one before the first step"
    close = torch.allclose(found, expected[:-1], rtol=1e-3)
    assert close, f"got {found.tolist()}, SGD {expected.tolist()}"


# %% check
for lr, num_steps in ((0.02, 30), (0.1, 7)):
    found = losses_for(lr, x + 1, y, num_steps)
    expected = torch.tensor(by_sgd(lr, x + 1, y, num_steps + 1))
    check_losses(found, expected)

for name in ("good_lr", "edge", "edge_wide"):
    rate = globals()[name]
    assert rate is not None, f"decide on {name}"
    kind = type(rate).__name__
    assert isinstance(rate, float), f"{name} is a {kind}, not a float"
    assert rate > 0, f"{name} = {rate} goes uphill, or nowhere"
end = by_sgd(good_lr, x, y, 101)[-1]
assert end < 0.527, f"good_lr = {good_lr} ends at {end:.4f}"
for name, data in (("edge", x), ("edge_wide", 10 * x)):
    lr = globals()[name]
    first, *_, last = by_sgd(lr, data, y, 101)
    assert last < first, f"{name} = {lr}: the loss grows"
    first, *_, last = by_sgd(1.1 * lr, data, y, 101)
    assert not last < first, f"{name} = {lr}: 1.1 times it falls, too"
print("your rates are good; ten times x needs a far smaller one")
