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

# %% none-or-zero
w = torch.tensor(4.5, requires_grad=True)  # the best w
b = torch.tensor(1.0, requires_grad=True)  # not in the loss
loss = (w * 2 - 9) ** 2
loss.backward()
print("w:", w.grad, " b:", b.grad)
