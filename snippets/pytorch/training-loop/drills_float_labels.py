import torch
from torch import nn

logits = torch.zeros(4, 3)
y = torch.tensor([0.0, 2.0, 1.0, 1.0])
loss = nn.CrossEntropyLoss()(logits, y)
print(f"{loss.item():.2f}")
