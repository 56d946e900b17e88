# %% sqrt
import torch

squared = torch.tensor([4.0, 0.01, 0.0], requires_grad=True)
squared.sqrt().sum().backward()
print("slopes of sqrt:", squared.grad)

# %% nan
customers = torch.tensor([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]])  # km
kitchen = torch.tensor([0.0, 0.0], requires_grad=True)

distances = ((customers - kitchen) ** 2).sum(dim=1).sqrt()  # (3,)
distances.mean().backward()
print(f"mean distance {distances.mean().item():.4f}")
print("gradient", kitchen.grad)

# %% safe
kitchen.grad = None
distances = torch.linalg.vector_norm(customers - kitchen, dim=1)  # (3,)
distances.mean().backward()
print(f"mean distance {distances.mean().item():.4f}")
print("gradient", kitchen.grad)

# %% small-number
kitchen.grad = None
squares = ((customers - kitchen) ** 2).sum(dim=1)  # (3,)
distances = (squares + 1e-12).sqrt()
distances.mean().backward()
print("gradient", kitchen.grad)
