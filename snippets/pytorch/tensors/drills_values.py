# %% list
import torch

x = torch.zeros(4)
picked = x[[0, 1]]
picked += 9
print(x.tolist())

# %% reshape
table = x.reshape(2, 2)
table[1, 0] = 9
print(x.tolist())

# %% name
x = torch.zeros(2)
same = x
x = x + 1
print(same.tolist())

# %% float
x = torch.zeros(2)
other = x.float()
other += 1
print(x.tolist())

# %% tenth
single = torch.tensor([0.1])
double = torch.tensor([0.1], dtype=torch.float64)
print((single == double).item())
