# %% factors
import torch

days = torch.tensor(
    [
        [11.0, 17.0, 14.0],  # Monday
        [12.0, 19.0, 14.0],  # Tuesday
    ]
)  # (2, 3)
weights = torch.tensor(
    [
        [0.25, -1.0],  # for the morning
        [0.5, 1.0],  # for noon
        [0.25, 0.0],  # for the evening
    ]
)  # (3, 2)

# %% cell
row = days[0]  # Monday
column = weights[:, 1]  # all rows, column 1: the second sum
print(row)
print(column)
print(row * column)
print((row * column).sum())

# %% terms
terms = []
for left, right in zip(days[0], weights[:, 1], strict=True):
    factor = f"({right:g})" if right < 0 else f"{right:g}"
    terms.append(f"{left:g} · {factor}")

# %% picture
import matplotlib.pyplot as plt

fig, axes = plt.subplots(1, 3, figsize=(5.6, 2.6), layout="constrained")
product = days @ weights
tables = {"days (2, 3)": days, "weights (3, 2)": weights}
tables["days @ weights (2, 2)"] = product
used = [lambda row, col: row == 0, lambda row, col: col == 1]
used.append(lambda row, col: row == 0 and col == 1)
for ax, name, chosen in zip(axes, tables, used, strict=True):
    table = tables[name]
    for row in range(table.shape[0]):
        for col in range(table.shape[1]):
            look = {"fc": "none", "ec": "0.5", "ls": ":"}
            if chosen(row, col):
                look = {"fc": ("C0", 0.3), "ec": "C0"}
            corner = (col - 0.45, row - 0.4)
            ax.add_patch(plt.Rectangle(corner, 0.9, 0.8, **look))
            value = f"{table[row, col]:g}"
            if table is product and not chosen(row, col):
                value = "?"
            ax.text(col, row, value, ha="center", va="center")
    ax.set(xlim=(-0.6, 2.6), ylim=(2.6, -0.6), title=name)
    ax.axis("off")
fig.supxlabel(" + ".join(terms) + f" = {product[0, 1]:g}")
plt.show()

# %% other
print((days @ weights)[1, 0].item())

# %% whole
print(days @ weights)

# %% layer
torch.manual_seed(0)
layer = torch.nn.Linear(3, 2)  # three numbers in, two out
by_hand = days @ layer.weight.T + layer.bias
print(layer(days).shape)
print(torch.allclose(layer(days), by_hand))
