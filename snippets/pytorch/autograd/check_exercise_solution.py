# %% solution
import torch


class LateCost(torch.autograd.Function):
    """delay ** 2, and four times that where delay is positive."""

    @staticmethod
    def forward(ctx, delay):
        ctx.save_for_backward(delay)
        return torch.where(delay > 0, 4.0, 1.0) * delay**2

    @staticmethod
    def backward(ctx, grad_output):
        (delay,) = ctx.saved_tensors
        slope = torch.where(delay > 0, 8.0, 2.0) * delay
        return grad_output * slope


# %% check
delay = torch.tensor([-3.0, -0.5, 0.5, 2.0], dtype=torch.float64)
delay.requires_grad_()
assert LateCost.apply(delay).tolist() == [9.0, 0.25, 1.0, 16.0]

weights = torch.tensor([1.0, 2.0, 3.0, 4.0], dtype=torch.float64)
LateCost.apply(delay).backward(gradient=weights)
cost = torch.where(delay > 0, 4.0, 1.0) * delay**2
(expected,) = torch.autograd.grad(cost, delay, grad_outputs=weights)
assert torch.allclose(delay.grad, expected), (
    f"got {delay.grad.tolist()}, autograd gets {expected.tolist()}"
)
assert torch.autograd.gradcheck(LateCost.apply, (delay,))
print("your backward pass agrees with autograd and with gradcheck")
