# %% stub
import torch


def log_sum(waits):
    """Return the sum of the logarithms of the positive waits."""
    # TODO: the gradient is nan as soon as one wait is 0
    return torch.where(waits > 0, waits.log(), 0.0).sum()


# %% check
for values in ([0.0, 1.0, 2.0], [0.5, 0.0, -3.0, 4.0, 0.0]):
    waits = torch.tensor(values).double().requires_grad_()
    positive = waits.detach() > 0
    expected = waits.detach()[positive].log().sum()

    total = log_sum(waits)
    kind = type(total).__name__
    assert kind == "Tensor", f"return a tensor, not a {kind}"
    assert total.shape == (), f"return one number: {tuple(total.shape)}"
    assert total.dtype == waits.dtype, f"the sum is {total.dtype} now"
    assert total.requires_grad, "the sum has lost its graph"
    assert torch.allclose(total, expected, rtol=0, atol=1e-12), (
        f"{values}: the sum is {total.item()}, not {expected.item()}"
    )
    total.backward()
    slopes = torch.zeros(len(values), dtype=waits.dtype)
    slopes[positive] = 1 / waits.detach()[positive]
    assert not waits.grad.isnan().any(), (
        f"{values}: {waits.grad.tolist()}: where computes both sides"
    )
    assert torch.allclose(waits.grad, slopes), (
        f"{values}: {waits.grad.tolist()}, expected {slopes.tolist()}"
    )
print("the sum is the same, and its gradient is finite")
