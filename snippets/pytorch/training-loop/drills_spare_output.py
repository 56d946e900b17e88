import torch
from torch import nn

logits = torch.zeros(4, 3)
y = torch.tensor([0, 1, 1, 0])  # two classes, three logits
loss = nn.CrossEntropyLoss()(logits, y)
print(f"{loss.item():.2f}")
