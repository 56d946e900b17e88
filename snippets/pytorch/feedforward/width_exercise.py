# %% stub
import math

import matplotlib.pyplot as plt
import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(400) % 2  # (400,) 0: inner ring, 1: outer ring
angle = 2 * math.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)


def train(num_hidden, num_epochs):
    """Train a new network, and return its accuracy."""
    hidden, output = nn.Linear(2, num_hidden), nn.Linear(num_hidden, 2)
    model = nn.Sequential(hidden, nn.ReLU(), output)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(num_epochs):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
    return (model(x).argmax(dim=1) == y).float().mean().item()


def count_solved(num_hidden, num_starts, num_epochs):
    """How many of the seeds 0, 1, ... give an accuracy above 0.99."""
    # TODO: set each seed in turn, train, and count
    return 0


widths = [2, 3, 4, 8]
counts = [count_solved(width, 5, 300) for width in widths]
# TODO: plot counts over widths, and label both axes
ax = None  # as fig, ax = plt.subplots() gives it

# TODO: the smallest of these widths that all five starts solve
enough = None

# %% check
for num_hidden, num_starts, num_epochs in [(3, 4, 300), (4, 2, 60)]:
    own = count_solved(num_hidden, num_starts, num_epochs)
    solved = []
    for seed in range(num_starts):
        torch.manual_seed(seed)
        solved.append(train(num_hidden, num_epochs) > 0.99)
    case = f"count_solved({num_hidden}, {num_starts}, {num_epochs})"
    assert isinstance(own, int), f"{case} is a {type(own).__name__}"
    hint = f"{case} is {own}, not {sum(solved)}: set each seed anew"
    assert own == sum(solved), hint

assert len(counts) == len(widths), "counts needs one number per width"
assert ax is not None and ax.has_data(), "nothing is plotted on ax"
assert ax.get_xlabel() and ax.get_ylabel(), "label both axes"
assert enough is not None, "decide: which width is enough?"
assert enough in widths, f"{enough} is none of the widths"
assert counts[widths.index(enough)] == 5, f"{enough} fails sometimes"
smaller = [c for w, c in zip(widths, counts, strict=True) if w < enough]
assert 5 not in smaller, f"a width below {enough} solves it, too"
print("all checks pass")
