import torch
from torch import nn

x = torch.ones(5, 2)
z = nn.Linear(2, 16)(x)
relu = nn.ReLU()  # make the module once
print(tuple(nn.Linear(16, 3)(relu(z)).shape))
print("the same:", torch.equal(relu(z), torch.relu(z)))
