# %% setup
import torch

waits = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)

# %% mistake
with torch.autograd.set_detect_anomaly(True):
    loss = torch.where(waits > 0, waits.log(), 0.0).sum()
    loss.backward()
