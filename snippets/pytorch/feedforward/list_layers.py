# %% mistake
import torch
from torch import nn


class ListNetwork(nn.Module):
    def __init__(self, container):
        super().__init__()
        self.hidden = container([nn.Linear(2, 16), nn.Linear(16, 16)])
        self.output = nn.Linear(16, 2)

    def forward(self, x):  # (batch, 2)
        for layer in self.hidden:
            x = torch.relu(layer(x))  # (batch, 16)
        return self.output(x)  # (batch, 2)


listed = ListNetwork(list)
print("output shape:", tuple(listed(torch.ones(5, 2)).shape))
print("by code:", sum(p.numel() for p in listed.parameters()))
print("by hand:", (2 * 16 + 16) + (16 * 16 + 16) + (16 * 2 + 2))

# %% fix
fixed = ListNetwork(nn.ModuleList)
print("by code:", sum(p.numel() for p in fixed.parameters()))

# %% dict
for container in [dict, nn.ModuleDict]:
    network = nn.Module()
    network.answers = container({"ring": nn.Linear(16, 2)})
    names = [name for name, _ in network.named_parameters()]
    print(f"{container.__name__:10} {names}")
