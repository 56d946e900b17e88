# %% setup
import torch

x = torch.tensor([1.0, 2.0, 4.0])
y = torch.tensor([5.5, 9.0, 16.0])


def losses_at(params):
    w, b = params
    return (w * x + b - y) ** 2  # (3,)


params = torch.tensor([3.0, 1.0], requires_grad=True)  # w, b
losses_at(params).mean().backward()
print("mean:         ", params.grad)

# %% product
params.grad = None
v = torch.full((3,), 1 / 3)
losses_at(params).backward(gradient=v)
print("gradient=v:   ", params.grad)

jacobian = torch.autograd.functional.jacobian(losses_at, params.detach())
print("jacobian:     ", jacobian.shape)
print("v @ jacobian: ", v @ jacobian)
