# %% setup
import torch

w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2

loss.backward()
print(w.grad)

# %% mistake
loss.backward()
