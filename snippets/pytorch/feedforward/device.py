# %% choose
import torch
from torch import nn

if torch.accelerator.is_available():  # PyTorch 2.6 or newer
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
print(device)

# %% use
torch.manual_seed(0)
model = nn.Linear(2, 2).to(device)
x = torch.ones(5, 2).to(device)  # to() gives back a new tensor: keep it

home = {tensor.device.type for tensor in [*model.parameters(), x]}
print("everything on one device:", home == {device.type})
print("answers:", tuple(model(x).argmax(dim=1).cpu().shape))
