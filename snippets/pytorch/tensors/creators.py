# %% filled
import torch

print(torch.zeros(2, 3))
print(torch.full((2, 2), 7))  # ones(2, 2) is full((2, 2), 1.0)
print(torch.eye(3))

# %% ranges
print(torch.arange(0, 1, 0.25))  # a step; the end is left out
print(torch.linspace(0, 1, 5))  # a count; the end is included

# %% rounding
print("numbers:", len(torch.arange(1, 1.3, 0.1)))

# %% chance
torch.manual_seed(0)
normal = torch.randn(2, 3)  # around 0, mostly between -2 and 2
print(normal)
print(torch.rand(3))  # from 0 to 1, all equally likely
print(torch.randint(8, 22, (4,)))  # whole numbers, 22 left out
print(torch.randperm(5))  # 0 to 4, each once, in any order
torch.manual_seed(0)
print(torch.equal(torch.randn(2, 3), normal))

# %% like
whole = torch.tensor([[11, 17, 14], [12, 19, 14]])
print(torch.zeros_like(whole))
print(torch.rand_like(whole, dtype=torch.float32).shape)
print(torch.empty_like(whole).shape)  # values as memory holds them
