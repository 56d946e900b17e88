# %% before
import torch

w = torch.zeros(3)
w[0] = 1.0
w.requires_grad_()  # asked for when the values are there
print(w)

# %% no-grad
w = torch.zeros(3, requires_grad=True)
with torch.no_grad():
    w[0] = 1.0
print(w)
