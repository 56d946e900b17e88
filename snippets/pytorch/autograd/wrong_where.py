# %% selected
import torch

waits = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
chosen = waits[waits > 0]  # log never sees the zero
loss = chosen.log().sum()
loss.backward()
print(f"loss {loss.item():.4f}")
print("grad", waits.grad)

# %% infinite
waits.grad = None
waits.log().sum().backward()
print(f"loss {loss.item():.4f}")
print("grad", waits.grad)
