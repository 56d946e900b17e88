# %% operations
import torch

monday = torch.tensor([11.0, 17.0, 14.0])
print(monday * 9 / 5 + 32)  # in Fahrenheit
print(monday > 12)
print(monday.mean())

# %% move
if torch.accelerator.is_available():  # PyTorch 2.6 or newer
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
monday = monday.to(device)
print(monday.device)
