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
)  # (day, reading)
day_mean = temps.mean(dim=1, keepdim=True)  # (5, 1)
swing = temps.mean(dim=0) - temps.mean()  # (3,)
model = day_mean + swing
print(model.shape)
print(model)

# %% picture
import matplotlib.pyplot as plt

parts = {"day_mean (5, 1)": day_mean, "swing (3,)": swing}
parts["sum (5, 3)"] = model
fig, axes = plt.subplots(1, 3, figsize=(5.6, 3.4), sharey=True)
for ax, (name, part) in zip(axes, parts.items(), strict=True):
    grid = part.expand(5, 3)  # what broadcasting sees
    for row in range(5):
        for col in range(3):
            repeated = grid[row, col].data_ptr() in seen
            ax.text(col, row, f"{grid[row, col]:.1f}")
plt.show()
