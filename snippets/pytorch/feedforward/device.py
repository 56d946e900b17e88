# %% choose
import torch
from torch import nn

if torch.accelerator.is_available():  # PyTorch 2.6 or newer
    device = torch.accelerator.current_accelerator()
else:
    device = torch.device("cpu")
print(device)

# %% use
torch.manual_seed(0)
model = nn.Linear(2, 2)
model.to(device)  # in place
x = torch.ones(5, 2)
x = x.to(device)  # to() gives back a new tensor: keep it

logits = model(x)  # (5, 2), on the device
answers = logits.argmax(dim=1).cpu()  # back, to print or to plot
print("answers:", answers.tolist())
