# %% infinite
import torch

x = torch.tensor(0.0, requires_grad=True)
with torch.autograd.set_detect_anomaly(True):
    x.sqrt().backward()
print(x.grad)

# %% nan
customers = torch.tensor([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]])  # km
kitchen = torch.tensor([0.0, 0.0], requires_grad=True)
with torch.autograd.set_detect_anomaly(True):
    squares = (customers - kitchen) ** 2
    distances = squares.sum(dim=1).sqrt()
    distances.mean().backward()
