import torch


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, error):
        ctx.save_for_backward(error)
        return error**2

    @staticmethod
    def backward(ctx, grad_output):
        (error,) = ctx.saved_tensors
        return grad_output * 2 * error


w = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
loss = Square.apply(w * 2 - 9)
loss.backward()
print(type(loss.grad_fn).__name__, w.grad.item())

error = torch.tensor([-3.0, 0.5], dtype=torch.float64)
error.requires_grad_()
print(torch.autograd.gradcheck(Square.apply, (error,)))
