import torch
from torch import nn

torch.save(nn.Linear(2, 3).state_dict(), "model.pt")

model = nn.Linear(2, 3)
state = torch.load("model.pt")
print(type(state).__name__, list(state))
print(model.load_state_dict(state))
