# %% stub
import torch


def double(x):
    return x  # TODO: twice as large


# %% check
doubled = double(torch.tensor([1, 2]))
assert doubled.tolist() == [2, 4], "each number, twice as large"
print("double is right")
