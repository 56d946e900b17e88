import math

# %% [markdown]
# Text for the notebook only.

# %% area
radius = 2


def area(r):
    return math.pi * r**2


# %% show
print(area(radius))
