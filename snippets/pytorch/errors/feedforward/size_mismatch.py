from torch import nn

saved = nn.Linear(2, 16).state_dict()
layer = nn.Linear(2, 8)
layer.load_state_dict(saved)
