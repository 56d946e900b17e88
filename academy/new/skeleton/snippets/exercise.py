# %% stub
import torch


def double(x):
    return x  # TODO: twice as large


# %% check
assert double(torch.tensor([1, 2])).tolist() == [2, 4], "expected each number twice as large"
print("double is right")
