# %% mixed
import torch

x = torch.ones(5, 3, device="meta")
weights = torch.ones(3)  # left on the CPU
try:
    print(x @ weights)
except RuntimeError as error:
    print(error)

# %% to-numpy
print(x.numpy())
