# %% choose
import torch

if torch.accelerator.is_available():  # PyTorch 2.6 or newer
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
print(device)

# %% use
temps = torch.tensor(
    [
        [11.0, 17.0, 14.0],
        [12.0, 19.0, 14.0],
        [10.0, 15.0, 11.0],
        [9.0, 14.0, 10.0],
        [13.0, 21.0, 17.0],
    ]
).to(device)  # (5, 3)
weights = torch.tensor([0.25, 0.5, 0.25], device=device)
smooth = temps @ weights  # computed on the device
print(smooth.device.type == device.type)

# %% back
print(smooth.cpu().numpy())
print(smooth.tolist())
