# %% setup
import torch

w = torch.tensor(3.0, requires_grad=True)
error = w * 2 - 9
loss = error**2  # backward needs error: it is saved
print("version", error._version)
error += 1
print("version", error._version)

# %% mistake
loss.backward()
