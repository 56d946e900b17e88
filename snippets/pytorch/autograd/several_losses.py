# %% losses
import torch

x = torch.tensor([1.0, 2.0, 4.0])  # (3,) kilometres
y = torch.tensor([5.5, 9.0, 16.0])  # (3,) minutes


def losses_at(params):
    w, b = params
    return (w * x + b - y) ** 2  # (3,) one loss for each ride


params = torch.tensor([3.0, 1.0], requires_grad=True)  # w, b
print(losses_at(params))

# %% mean
losses_at(params).mean().backward()
print("mean:", params.grad)

# %% rows
rows = []
for v in torch.eye(3):  # (1, 0, 0), (0, 1, 0), (0, 0, 1)
    params.grad = None
    losses_at(params).backward(gradient=v)
    rows.append(params.grad)
jacobian = torch.stack(rows)  # (3, 2)
print(jacobian)

reference = torch.autograd.functional.jacobian(losses_at, params)
print("equal to torch's:", torch.equal(jacobian, reference))

# %% product
v = torch.tensor([1.0, 1.0, 1.0]) / 3
params.grad = None
losses_at(params).backward(gradient=v)
print("gradient=v:   ", params.grad)
print("v @ jacobian: ", v @ jacobian)
