import torch
from torch import nn

model = nn.Linear(2, 3)
torch.save(model.state_dict(), "model.pt")

restored = nn.Linear(2, 3)
state = torch.load("model.pt", weights_only=True)
print(restored.load_state_dict(state))
print("equal:", torch.equal(model.weight, restored.weight))
