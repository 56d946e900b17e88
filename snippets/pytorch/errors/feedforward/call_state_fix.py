import torch
from torch import nn

torch.save(nn.Linear(2, 3).state_dict(), "model.pt")

state = torch.load("model.pt")
model = nn.Linear(2, 3)  # first the network, then its numbers
model.load_state_dict(state)  # fills it in place: assign nothing
print(tuple(model(torch.ones(5, 2)).shape))
