# %% two
import torch

customers = torch.tensor([[4.0, 0.0], [0.0, 3.0]])  # two of three
kitchen = torch.tensor([0.0, 0.0], requires_grad=True)

distances = ((customers - kitchen) ** 2).sum(dim=1).sqrt()
mean = distances.sum() / 3
mean.backward()
print(f"mean distance {mean.item():.4f}")
print("gradient", kitchen.grad)

# %% infinite
here = torch.tensor([0.0, 0.0], requires_grad=True)
here.sqrt().sum().backward()
print(f"mean distance {mean.item():.4f}")
print("gradient", here.grad)
