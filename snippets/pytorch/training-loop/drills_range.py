import torch
from torch import nn

logits = torch.zeros(4, 2)
y = torch.tensor([0, 1, 2, 0])  # a class that has no logit
loss = nn.CrossEntropyLoss()(logits, y)
