# %% old
import torch

w = torch.tensor(2.0, requires_grad=True)
for _ in range(2):
    first = torch.tensor(2.0, requires_grad=True)
    loss = (first * first - 9) ** 2  # the slope at the first w
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * first.grad
    print(f"w {w.item():.2f}")

# %% new
w = torch.tensor(2.0, requires_grad=True)
for _ in range(2):
    loss = (w * w - 9) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad = None
    print(f"w {w.item():.2f}")
