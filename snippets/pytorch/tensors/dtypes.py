# %% defaults
import numpy as np
import torch

whole = torch.tensor([11, 17, 14])
real = torch.tensor([11.0, 17.0, 14.0])
double = torch.from_numpy(np.array([11.0, 17.0, 14.0]))
print(whole.dtype, real.dtype, double.dtype)
print((real > 12).dtype)

# %% casting
print(whole.float().mean())
print(double.to(torch.float32).dtype)
print(torch.tensor([1.9, -1.9]).to(torch.int64))

# %% limits
for dtype in (torch.uint8, torch.int32, torch.int64):
    info = torch.iinfo(dtype)
    print(f"{info.dtype}: {info.bits} bits, {info.min} to {info.max}")
for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    info = torch.finfo(dtype)
    size = f"{info.dtype}: {info.bits} bits"
    print(f"{size}, up to {info.max:.1e}, step {info.eps:.0e}")
