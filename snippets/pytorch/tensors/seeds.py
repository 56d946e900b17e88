# %% global
import torch

torch.manual_seed(7)
first = torch.randn(3)
torch.manual_seed(7)
torch.rand(1)  # one more draw before
second = torch.randn(3)
print(torch.equal(first, second))

# %% generator
noise = torch.Generator().manual_seed(7)
torch.rand(1)  # the default generator moves, this one does not
print(torch.equal(torch.randn(3, generator=noise), first))
print(torch.randperm(5, generator=noise))

# %% order
a = torch.tensor(1e8)
b = torch.tensor(1.0)
print((a + b - a).item())
print((a - a + b).item())
