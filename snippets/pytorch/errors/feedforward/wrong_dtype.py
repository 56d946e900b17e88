import numpy as np
import torch
from torch import nn

data = np.array([[0.5, 1.0], [2.0, 0.0]])  # NumPy's floats are float64
x = torch.from_numpy(data)
nn.Linear(2, 3)(x)
