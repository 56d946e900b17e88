import torch

lr = 0.1


def with_grad():
    w = torch.tensor(3.0, requires_grad=True)
    ((w * 2 - 9) ** 2).backward()
    return w


w = with_grad()
w = w - lr * w.grad
print(f"recorded: {w.item():.1f} {w.is_leaf=} {w.requires_grad=}")

w = with_grad()
with torch.no_grad():
    w = w - lr * w.grad
print(f"no_grad:  {w.item():.1f} {w.is_leaf=}  {w.requires_grad=}")

w = with_grad()
with torch.no_grad():
    w -= lr * w.grad
print(f"in place: {w.item():.1f} {w.is_leaf=}  {w.requires_grad=}")
