import torch
from torch import nn


class Network(nn.Module):
    def forward(self, x):
        return torch.relu(x)


print(tuple(Network()(torch.ones(5, 2)).shape))
