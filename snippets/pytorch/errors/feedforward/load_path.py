import torch
from torch import nn

torch.save(nn.Linear(2, 3).state_dict(), "model.pt")

model = nn.Linear(2, 3)
model.load_state_dict("model.pt")
