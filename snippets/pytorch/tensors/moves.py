# %% tensor
import torch

x = torch.ones(5, 3)
y = x.to("meta")
print(x.device)

# %% there
print(y.device)
print(x.to("cpu") is x)  # there already: no copy

# %% module
layer = torch.nn.Linear(3, 1)  # a module: it holds tensors
layer.to("meta")
print(layer.weight.device)

# %% cost
photos = torch.zeros(64, 3, 224, 224)
print(f"{photos.nbytes / 2**20:.1f} MiB to copy")
print(f"{photos.half().nbytes / 2**20:.1f} MiB as float16")
