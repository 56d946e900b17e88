import torch
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 16), nn.Linear(16, 3)]


model = Network()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
