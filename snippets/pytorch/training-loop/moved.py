import torch
from torch import nn

for device in ("cpu", "meta"):
    model = nn.Linear(2, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)  # too early
    model.to(device)
    held = optimizer.param_groups[0]["params"]
    places = [p.device.type for p in held]
    print(f"{device:4}  optimizer holds:", places)
    print(f"{device:4}  the model's own:", held[0] is model.weight)
