from torch import nn

saved = nn.Linear(2, 16).state_dict()
num_out, num_in = saved["weight"].shape
layer = nn.Linear(num_in, num_out)
print(layer.load_state_dict(saved))
