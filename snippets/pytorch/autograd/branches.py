# %% branch
import torch


def loss_at(w, x=2.0, y=9.0):
    error = w * x - y
    if error.abs() < 1:
        return error**2
    return 2 * error.abs() - 1


for start in (3.0, 4.25):
    w = torch.tensor(start, requires_grad=True)
    loss = loss_at(w)
    loss.backward()
    last = type(loss.grad_fn).__name__
    print(f"w = {start}: last step {last}, slope {w.grad.item()}")

# %% repeat
w = torch.tensor(3.0, requires_grad=True)
time = torch.tensor(0.0)
for _ in range(3):
    time = time + w * 2.0  # one more use of w
time.backward()
print(w.grad.item())
