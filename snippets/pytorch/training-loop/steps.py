# %% valley
import torch

scale = torch.tensor([1.0, 20.0])  # gentle along, steep across
start = torch.tensor([-4.0, 1.0])
lr = 0.02


def by_torch(build, **settings):
    p = start.clone().requires_grad_()
    optimizer = build([p], lr=lr, **settings)
    for _ in range(3):
        optimizer.zero_grad()
        loss = (scale * p**2).sum() / 2
        loss.backward()
        optimizer.step()
    return p.detach()


# %% momentum
p, velocity = start.clone(), torch.zeros(2)
for _ in range(3):
    grad = scale * p  # the slope of the loss, by hand
    velocity = 0.9 * velocity + grad
    p = p - lr * velocity
print("by hand", p)
print("torch  ", by_torch(torch.optim.SGD, momentum=0.9))
# %% adam
p, mean, square = start.clone(), torch.zeros(2), torch.zeros(2)
for t in range(1, 4):
    grad = scale * p
    mean = 0.9 * mean + 0.1 * grad
    square = 0.999 * square + 0.001 * grad**2
    m, s = (
        mean / (1 - 0.9**t),
        square / (1 - 0.999**t),
    )  # both began at 0
    p = p - lr * m / (s.sqrt() + 1e-8)
    if t == 1:
        print("gradient", grad, "first step", p - start)
print("by hand", p)
print("torch  ", by_torch(torch.optim.Adam))
