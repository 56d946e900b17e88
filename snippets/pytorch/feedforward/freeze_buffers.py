import torch
from torch import nn

norm = nn.BatchNorm1d(2)
norm.requires_grad_(False)  # its weight and its bias are frozen
batch = torch.full((4, 2), 10.0)

norm(batch)
print("training mode:", norm.running_mean.tolist())

norm.eval()
norm(batch)
print("evaluation mode:", norm.running_mean.tolist())
