# %% silent
import torch

x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
loss = torch.where(x > 0, x.log(), 0.0).sum()
loss.backward()
print(f"loss {loss.item():.4f}")
print("grad", x.grad)

# %% fixed
x.grad = None
safe = torch.where(x > 0, x, 1.0)  # log never sees the zero
loss = torch.where(x > 0, safe.log(), 0.0).sum()
loss.backward()
print(f"loss {loss.item():.4f}")
print("grad", x.grad)
