# %% stub
import torch


def descend(loss_at, params, lr, num_steps):
    """Move params in place by num_steps gradient steps on loss_at."""
    # TODO: forward, backward, update, clear the gradient


# %% check
x = torch.tensor([1.0, 2.0, 4.0])
y = torch.tensor([5.5, 9.0, 16.0])


def loss_at(params):
    w, b = params
    return ((w * x + b - y) ** 2).mean()


expected = torch.zeros(2, requires_grad=True)
optimizer = torch.optim.SGD([expected], lr=0.05)
for _ in range(20):
    optimizer.zero_grad()
    loss_at(expected).backward()
    optimizer.step()

params = torch.zeros(2, requires_grad=True)
descend(loss_at, params, lr=0.05, num_steps=20)
assert params.any(), "params did not move: change them in place"
assert params.is_leaf and params.requires_grad, "params is no leaf now"
assert torch.allclose(params, expected), (
    f"got {params.tolist()}, torch.optim.SGD gets {expected.tolist()}: "
    "do you clear the gradient after every step?"
)
print("descend agrees with torch.optim.SGD")
