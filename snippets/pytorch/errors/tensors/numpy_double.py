import numpy as np
import torch

days = torch.from_numpy(np.ones((5, 3)))
weights = torch.ones(3, 2)
print(days @ weights)
