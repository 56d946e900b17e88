# %% shared
import torch

w = torch.tensor(3.0, requires_grad=True)
for x in (1.0, 2.0):
    loss = (w * x) ** 2
    loss.backward()
print(w.grad.item())

# %% no-grad
w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2
loss.backward()
print(w.grad)

# %% silent
w = torch.tensor(3.0, requires_grad=True)
with torch.no_grad():
    loss = (w * 2 - 9) ** 2
print(w.grad)

# %% whole
w = torch.arange(3.0, requires_grad=True)
loss = (w * w).sum()
loss.backward()
print(w.grad.tolist())
