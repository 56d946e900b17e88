import numpy as np
import torch

array = np.array([11.0, 17.0, 14.0])
copied = torch.tensor(array)
array[0] = 99.0
print(copied[0].item(), copied[0].item(), copied[0].item())
