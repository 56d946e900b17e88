# %% defaults
import numpy as np
import torch

whole = torch.tensor([11, 17, 14])
real = torch.tensor([11.0, 17.0, 14.0])
double = torch.from_numpy(np.array([11.0, 17.0, 14.0]))
print(whole.dtype, real.dtype, double.dtype)

# %% promotion
print((whole + real).dtype)
print((whole / 2).dtype, (whole // 2).dtype)
print((real + double).dtype)
print(whole.float().mean(), double.to(torch.float32).dtype)

# %% mistake
print(real @ double)
