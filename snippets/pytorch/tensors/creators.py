# %% filled
import torch

print(torch.zeros(2, 3))
print(torch.full((2, 2), 7))
print(torch.arange(0, 1, 0.25))  # a step; the end is left out
print(torch.linspace(0, 1, 5))  # a count; the end is included

# %% random
torch.manual_seed(0)
x = torch.randn(2, 3)  # normal; rand is uniform, randint whole
torch.manual_seed(0)
again = torch.randn(2, 3)
print(x)
print(torch.equal(x, again))
print(torch.ones_like(x).shape)  # shape, dtype, device of x
