import numpy as np
import torch
from torch import nn

layer = nn.Linear(2, 3)

data = np.array([[0.5, 1.0], [2.0, 0.0]])
x = torch.from_numpy(data).float()  # or x.to(torch.float32)
print("floats:", tuple(layer(x).shape), layer(x).dtype)

counts = [[1, 2], [3, 4]]  # whole numbers would become int64
x = torch.tensor(counts, dtype=torch.float32)
print("counts:", tuple(layer(x).shape), layer(x).dtype)
