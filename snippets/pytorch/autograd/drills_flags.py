# %% before
import torch

w = torch.tensor(3.0, requires_grad=True)
loss = w * w
print(w.grad)

# %% node
print(w.grad_fn)

# %% data
x = torch.tensor(2.0)
(w * x).backward()
print(x.grad)

# %% losses
w = torch.tensor(5.0, requires_grad=True)
(3 * w).backward()
(w * w).backward()
print(w.grad.item())

# %% moved
w = torch.tensor(3.0, requires_grad=True)
(w * w).backward()
with torch.no_grad():
    w -= w.grad
print(w.grad.item())

# %% clone
print(w.clone().is_leaf)

# %% mixed
print((w * w.detach()).requires_grad)

# %% number
print(torch.tensor(w.item() * 2).requires_grad)

# %% slope
w = torch.tensor(3.0, requires_grad=True)
slope = torch.autograd.grad(w * w, w)[0]
print(w.grad)

# %% recorded
print(slope.requires_grad)
