import torch
from torch import nn

criterion = nn.BCEWithLogitsLoss()
y = torch.tensor([[1.0], [0.0]])
logits = torch.tensor([[50.0], [-50.0]])  # as right as can be
print(f"sigmoid first: loss {criterion(logits.sigmoid(), y):.3f}")
print(f"logits:        loss {criterion(logits, y):.3f}")
