# %% bridge
import numpy as np
import torch

array = np.array([11.0, 17.0, 14.0])
shared = torch.from_numpy(array)
also_shared = torch.as_tensor(array)
copied = torch.tensor(array)

array[0] = 99.0
print(shared[0].item(), also_shared[0].item(), copied[0].item())

# %% back
shared += 1  # in place: same memory
print(array)
shared = shared + 1  # a new tensor
print(array)
print(np.shares_memory(also_shared.numpy(), array))

# %% cast
single = torch.as_tensor(array, dtype=torch.float32)
array[0] = 0.0
print(single[0].item())  # another dtype needs other memory
