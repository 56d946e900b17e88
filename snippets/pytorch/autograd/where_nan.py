# %% silent
import torch

waits = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)  # minutes
loss = torch.where(waits > 0, waits.log(), 0.0).sum()
loss.backward()
print(f"loss {loss.item():.4f}")
print("grad", waits.grad)

# %% fixed
waits.grad = None
safe = torch.where(waits > 0, waits, 1.0)  # log never sees the zero
loss = torch.where(waits > 0, safe.log(), 0.0).sum()
loss.backward()
print(f"loss {loss.item():.4f}")
print("grad", waits.grad)
