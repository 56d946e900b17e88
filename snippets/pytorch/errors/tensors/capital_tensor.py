# %% mistake
import torch

x = torch.Tensor(3)
print(tuple(x.shape), x.numel(), "numbers")
print(torch.Tensor([3]).dtype)

# %% fix
x = torch.tensor(3)
print(tuple(x.shape), x, x.dtype)
