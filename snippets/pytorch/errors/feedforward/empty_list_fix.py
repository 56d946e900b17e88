import torch
from torch import nn


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Linear(2, 16), nn.Linear(16, 3)]
        self.layers = nn.ModuleList(layers)


model = Network()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
print("parameters:", len(list(model.parameters())))
