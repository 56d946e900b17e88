# %% solution
import torch


def double(x):
    return 2 * x


# %% check
doubled = double(torch.tensor([1, 2]))
assert doubled.tolist() == [2, 4], "each number, twice as large"
print("double is right")
