import torch
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(2, 3)
        nn.init.zeros_(self.output.bias)

    def forward(self, x):
        return self.output(x)


print(tuple(Network()(torch.ones(5, 2)).shape))
