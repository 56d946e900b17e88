import torch


class PositiveAbs(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.abs()

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output  # right for positive x alone


def agrees(points):
    x = torch.tensor(points).double().requires_grad_()
    return torch.autograd.gradcheck(
        PositiveAbs.apply,
        (x,),
        raise_exception=False,
    )


print("positive points:", agrees([0.5, 2.0]))
print("a negative one: ", agrees([0.5, -2.0]))
