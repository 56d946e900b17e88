# %% detach
import torch

w = torch.tensor(3.0, requires_grad=True)
y_pred = w * 2
fixed = y_pred.detach()
print(fixed.requires_grad, y_pred.requires_grad)

# %% freeze
w.requires_grad_(False)
y_pred = w * 2
print(y_pred.requires_grad)
