import torch
from torch import nn
from torch.utils.data import DataLoader

x = torch.randn(33, 2)
model = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4))
for batch in DataLoader(x, batch_size=32):
    print(tuple(batch.shape))
    model(batch)
