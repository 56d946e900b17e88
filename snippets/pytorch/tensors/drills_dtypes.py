# %% list
import numpy as np
import torch

print(torch.tensor([1, 2, 3.0]).dtype)

# %% divide
print((torch.tensor([4, 6]) / 2).dtype)

# %% floor
print((torch.tensor([7, 9], dtype=torch.int32) // 2).dtype)

# %% truth
print((torch.tensor([True, False]) + torch.tensor([2, 3])).dtype)

# %% count
hot = torch.tensor([11.0, 17.0, 14.0]) > 12
print(hot.sum().dtype)

# %% number
half = torch.ones(2, dtype=torch.float16)
print((half + 0.5).dtype)

# %% wide
print((half * torch.tensor([1_000_000, 1])).dtype)

# %% numpy
array = np.array([11.0, 17.0])
print((torch.tensor(array) - torch.ones(2)).dtype)

# %% in-place
single = torch.ones(2)
single += torch.ones(2, dtype=torch.float64)
print(single.dtype)

# %% scalar
scalar = torch.tensor(0.5, dtype=torch.float64)
print((torch.tensor([1, 2]) + scalar).dtype)
