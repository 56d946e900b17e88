# %% silent
import torch

lr = 0.1
w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2
loss.backward()
w = w - lr * w.grad  # a new tensor takes the name w
print(f"w {w.item():.2f}, requires_grad {w.requires_grad}, leaf {w.is_leaf}")

# %% grad
loss = (w * 2 - 9) ** 2
loss.backward()
print(w.grad)
