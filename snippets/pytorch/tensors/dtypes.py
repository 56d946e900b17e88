# %% defaults
import numpy as np
import torch

whole = torch.tensor([11, 17, 14])
real = torch.tensor([11.0, 17.0, 14.0])
double = torch.from_numpy(np.array([11.0, 17.0, 14.0]))
print(whole.dtype)
print(real.dtype)
print(double.dtype)
print((real > 12).dtype)

# %% casting
print(whole.float().mean())
print(double.to(torch.float32).dtype)

# %% cut
print(torch.tensor([1.9, -1.9]).to(torch.int64))

# %% limits
whole_dtypes = [torch.uint8, torch.int32, torch.int64]
for dtype in whole_dtypes:
    info = torch.iinfo(dtype)
    print(f"{info.dtype}: {info.bits} bits, {info.min} to {info.max}")
float_dtypes = [torch.float16, torch.bfloat16, torch.float32]
float_dtypes.append(torch.float64)
for dtype in float_dtypes:
    info = torch.finfo(dtype)
    size = f"{info.dtype}: {info.bits} bits"
    print(f"{size}, up to {info.max:.1e}, step {info.eps:.0e}")

# %% tenth
print(f"{torch.tensor(0.1).item():.20f}")
print(f"{torch.tensor(0.1, dtype=torch.float64).item():.20f}")
