# %% element
from time import perf_counter

import torch

torch.manual_seed(0)
readings = 15 + 5 * torch.randn(20_000)  # degrees, one a minute


def by_element(x):
    total = 0.0
    for value in x:  # each value is a tensor
        if value > 18:
            total += value.item() - 18
    return total


print(f"{by_element(readings):.0f}")


# %% list
def by_list(x):
    total = 0.0
    for value in x.tolist():  # each value is a number of Python
        if value > 18:
            total += value - 18
    return total


print(f"{by_list(readings):.0f}")


# %% tensor
def by_tensor(x):
    return (x - 18).clamp(min=0).sum().item()


print(f"{by_tensor(readings):.0f}")

# %% time
for function in (by_element, by_list, by_tensor):
    function(readings)  # the first call also prepares
    start = perf_counter()
    function(readings)
    took = perf_counter() - start
    print(f"{function.__name__:10} {1000 * took:7.2f} ms")
