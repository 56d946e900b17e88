# %% strides
import torch

days = torch.tensor([[11.0, 17.0, 14.0], [12.0, 19.0, 14.0]])
print(days.stride(), days.is_contiguous())
print(days.T.stride(), days.T.is_contiguous())

# %% picture
import matplotlib.pyplot as plt

memory = days.flatten()
tables = {"memory": memory[None], "days": days, "days.T": days.T}
layout = [["memory", "memory"], ["days", "days.T"]]
fig, axes = plt.subplot_mosaic(
    layout, figsize=(5.6, 4), height_ratios=[1, 3], layout="constrained"
)
for name, table in tables.items():
    down, right = table.stride()
    for row in range(table.shape[0]):
        for col in range(table.shape[1]):
            at = row * down + col * right  # the position in memory
            look = {"fc": (f"C{at // 3}", 0.25), "ec": f"C{at // 3}"}
            corner = (col - 0.45, row - 0.4)
            box = plt.Rectangle(corner, 0.9, 0.8, **look)
            axes[name].add_patch(box)
            label = f"[{at}]\n{memory[at]:.0f}"
            axes[name].text(col, row, label, ha="center", va="center")
    rows, cols = (1, 6) if name == "memory" else (3, 3)
    axes[name].set(xlim=(-0.6, cols - 0.4), ylim=(rows - 0.4, -0.6))
    axes[name].set(title=name, xticks=[], yticks=[])
    if name != "memory":
        axes[name].set_xlabel(f"down {down}, right {right}")
plt.show()

# %% view
print(days.view(6))
print(days.T.reshape(6))  # copies, because it must
print(days.T.contiguous().view(6))  # the copy, made by you

# %% mistake
print(days.T.view(6))
