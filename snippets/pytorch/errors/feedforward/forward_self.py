import torch
from torch import nn


class Network(nn.Module):
    def forward(x):
        return torch.relu(x)


Network()(torch.ones(5, 2))
