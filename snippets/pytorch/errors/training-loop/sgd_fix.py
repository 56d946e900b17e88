import torch
from torch import nn

model = nn.Linear(2, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
shapes = [tuple(p.shape) for p in optimizer.param_groups[0]["params"]]
print("the optimizer holds", shapes)
