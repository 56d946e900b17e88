# %% model
import torch

temps = torch.tensor(
    [
        [11.0, 17.0, 14.0],
        [12.0, 19.0, 14.0],
        [10.0, 15.0, 11.0],
        [9.0, 14.0, 10.0],
        [13.0, 21.0, 17.0],
    ]
)  # (5, 3): day, reading
day_mean = temps.mean(dim=1, keepdim=True)  # (5, 1)
swing = temps.mean(dim=0) - temps.mean()  # (3,)
model = day_mean + swing
print(tuple(day_mean.shape), tuple(swing.shape), tuple(model.shape))

# %% picture
import matplotlib.pyplot as plt

parts = {"day_mean (5, 1)": day_mean, "swing (3,)": swing}
parts["model (5, 3)"] = model
fig, axes = plt.subplots(1, 3, figsize=(5.6, 3.4), layout="constrained")
for ax, (name, part) in zip(axes, parts.items(), strict=True):
    grid = part.expand(5, 3)  # what the sum reads; nothing is copied
    down, right = grid.stride()  # 0: the same number once more
    for row in range(5):
        for col in range(3):
            again = (row and not down) or (col and not right)
            colour, line = ("C1", "--") if again else ("C0", "-")
            look = {"fc": (colour, 0.2), "ec": colour, "ls": line}
            corner = (col - 0.45, row - 0.4)
            ax.add_patch(plt.Rectangle(corner, 0.9, 0.8, **look))
            value = f"{grid[row, col]:.1f}"
            ax.text(col, row, value, ha="center", va="center")
    ax.set(xlim=(-0.6, 2.6), ylim=(4.6, -0.6), xticks=[], yticks=[])
    ax.set(title=name, xlabel="reading")
axes[0].set_ylabel("day")
fig.suptitle("Dashed: the same number, read again")
plt.show()

# %% mistake
print(temps - temps.mean(dim=1))
