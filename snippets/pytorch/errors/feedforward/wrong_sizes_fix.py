# %% three-causes
import torch
from torch import nn

images = torch.ones(5, 8, 8)
attempts = {
    "in_features": (nn.Linear(60, 10), images.flatten(start_dim=1)),
    "not flattened": (nn.Linear(64, 10), images),
    "batch flattened": (nn.Linear(64, 10), images.flatten()),
}
for cause, (layer, batch) in attempts.items():
    try:
        layer(batch)
    except RuntimeError as error:
        print(f"{cause:15} {error}")

# %% fix
layer = nn.Linear(64, 10)
print(tuple(layer(images.flatten(start_dim=1)).shape))
