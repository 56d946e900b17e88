# %% wrong
import torch


class WrongSquare(torch.autograd.Function):
    @staticmethod
    def forward(ctx, error):
        ctx.save_for_backward(error)
        return error**2

    @staticmethod
    def backward(ctx, grad_output):
        (error,) = ctx.saved_tensors
        return grad_output * error  # the factor 2 is missing


# %% check
error = torch.tensor([-3.0, 0.5], dtype=torch.float64)
error.requires_grad_()
torch.autograd.gradcheck(WrongSquare.apply, (error,))
