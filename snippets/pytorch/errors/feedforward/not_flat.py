# %% symptom
import torch
from torch import nn

images = torch.ones(5, 8, 8)  # the width equals in_features
layer = nn.Linear(8, 10)
print(tuple(layer(images).shape))

# %% fix
model = nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
print(tuple(model(images).shape))
