# %% solution
import torch


def difference_gradient(loss_at, params, h=1e-5):
    """Return the slope of loss_at for each element of params."""
    slopes = torch.zeros_like(params)
    for i in range(len(params)):
        step = torch.zeros_like(params)
        step[i] = h
        change = loss_at(params + step) - loss_at(params - step)
        slopes[i] = change / (2 * h)
    return slopes


# %% check
torch.manual_seed(0)
x = torch.randn(5, 3, dtype=torch.float64)


def loss_at(params):
    return torch.sin(x @ params).exp().mean()


params = torch.tensor([0.3, -1.0, 2.0], dtype=torch.float64)
leaf = params.clone().requires_grad_()
loss_at(leaf).backward()

slopes = difference_gradient(loss_at, params)
assert slopes is not None, "difference_gradient returns nothing yet"
assert slopes.shape == params.shape, f"a slope is missing: {slopes.shape}"
assert torch.equal(params, leaf.detach()), "params has changed: put it back"
assert torch.allclose(slopes, leaf.grad, rtol=0, atol=1e-8), (
    f"got {slopes.tolist()}, autograd gets {leaf.grad.tolist()}: "
    "do you step to both sides?"
)
print("the finite difference agrees with autograd")
