# %% solution
import torch


def double(x):
    return 2 * x


# %% check
assert double(torch.tensor([1, 2])).tolist() == [2, 4], "expected each number twice as large"
print("double is right")
