import torch
from torch import nn

for name in ["default", "kaiming"]:
    torch.manual_seed(0)
    h = torch.randn(100, 256)  # (batch, 256)
    for _ in range(5):
        layer = nn.Linear(256, 256)
        if name == "kaiming":
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        h = torch.relu(layer(h))  # (batch, 256)
    spread = h.std(dim=0).mean()  # over the batch, mean of 256 neurons
    print(f"{name}: spread over the inputs {spread.item():.4f}")
