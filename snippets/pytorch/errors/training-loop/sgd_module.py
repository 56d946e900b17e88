import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.output = nn.Linear(2, 3)


optimizer = torch.optim.SGD(Model(), lr=0.1)
