# %% mistake
import torch

x = torch.ones(3)
x.to("meta")  # the result is dropped
x.double()
print(x.device, x.dtype)

# %% fix
x = x.to("meta", torch.float64)
print(x.device, x.dtype)
