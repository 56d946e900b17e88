# %% layer
from torch import nn


def count(model):
    return sum(p.numel() for p in model.parameters())


print(count(nn.Linear(4, 3)))

# %% turned
print(count(nn.Linear(3, 4)))

# %% no-bias
print(count(nn.Linear(4, 3, bias=False)))

# %% network
hidden, output = nn.Linear(2, 3), nn.Linear(3, 2)
network = nn.Sequential(hidden, nn.ReLU(), output)
print(count(network))

# %% tensors
print(len(list(network.parameters())))

# %% frozen
network[0].requires_grad_(False)
print(count(network))

# %% shared
same = nn.Linear(3, 3)
print(count(nn.Sequential(same, nn.ReLU(), same)))

# %% list
model = nn.Sequential(nn.Linear(2, 3))
model.spare = [nn.Linear(2, 3)]
print(count(model))

# %% norm
print(count(nn.BatchNorm1d(4)))

# %% state
norm = nn.BatchNorm1d(4)
print(len(norm.state_dict()))
