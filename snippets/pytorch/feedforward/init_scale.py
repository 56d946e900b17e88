import torch
from torch import nn

for name in ["default", "kaiming"]:
    torch.manual_seed(0)
    h = torch.randn(100, 256)  # (batch, 256)
    for _ in range(10):
        layer = nn.Linear(256, 256)
        if name == "kaiming":
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        h = torch.relu(layer(h))  # (batch, 256)
    print(f"{name}: spread after 10 layers {h.std().item():.3f}")
