# %% twice
import torch

w = torch.tensor(3.0, requires_grad=True)

for _ in range(3):
    loss = (w * 2 - 9) ** 2
    loss.backward()
    print(w.grad.item())

# %% zeroed
w.grad = None
for _ in range(3):
    loss = (w * 2 - 9) ** 2
    loss.backward()
    print(w.grad.item())
    w.grad = None

# %% parts
rides = ((1.0, 5.5), (2.0, 9.0), (4.0, 16.0))  # kilometres, minutes
x, y = torch.tensor(rides).T
((w * x - y) ** 2).mean().backward()
print(f"all rides at once: {w.grad.item():.4f}")

w.grad = None
for x, y in rides:
    loss = (w * x - y) ** 2 / 3  # its share of the mean
    loss.backward()
print(f"ride by ride:      {w.grad.item():.4f}")

# %% none-or-zero
w = torch.tensor(4.5, requires_grad=True)  # the best w
b = torch.tensor(1.0, requires_grad=True)  # not in the loss
loss = (w * 2 - 9) ** 2
loss.backward()
print("w:", w.grad, " b:", b.grad)
