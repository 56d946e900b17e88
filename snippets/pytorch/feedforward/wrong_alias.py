# %% copies
import copy

import torch
from torch import nn


def show(best, safe, saved):
    print("best is as saved:", torch.equal(best["bias"], saved))
    print("safe is as saved:", torch.equal(safe["bias"], saved))


torch.manual_seed(0)
model = nn.Linear(16, 2)
saved = model.bias.detach().clone()
best = copy.deepcopy(model.state_dict())
safe = copy.deepcopy(model.state_dict())
with torch.no_grad():
    model.bias.add_(1.0)
show(best, safe, saved)

# %% follow
saved = model.bias.detach().clone()
best, safe = model.state_dict(), model.state_dict()
with torch.no_grad():
    model.bias.add_(1.0)
show(best, safe, saved)
