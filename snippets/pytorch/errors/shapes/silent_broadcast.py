# %% mistake
import torch

noon = torch.tensor([[17.0], [19.0], [15.0], [14.0], [21.0]])  # (5, 1)
perfect = torch.tensor([17.0, 19.0, 15.0, 14.0, 21.0])  # (5,)
squared = (noon - perfect) ** 2
print(f"mean squared error {squared.mean():.2f}")
print(f"shape {tuple(squared.shape)}")

# %% betrayed
print(f"twice the variance {2 * perfect.var(correction=0):.2f}")

# %% fix
squared = (noon.squeeze(1) - perfect) ** 2
assert squared.shape == perfect.shape
print(f"mean squared error {squared.mean():.2f}")
