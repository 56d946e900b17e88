# %% setup
import torch

x = torch.arange(3)
print(x.shape)
