# %% strides
import torch

x = torch.arange(6).reshape(2, 3)
print(x.stride(), x.is_contiguous())
print(x.T.stride(), x.T.is_contiguous())
print(x.T.reshape(6))  # copies, because it must
print(x.view(6))

# %% mistake
print(x.T.view(6))
