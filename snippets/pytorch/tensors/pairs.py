# %% mistake
import torch

noon = torch.tensor([[17.0], [19.0], [15.0], [14.0], [21.0]])
forecast = torch.tensor([18.0, 19.0, 16.0, 13.0, 20.0])
error = noon - forecast
print(f"mean absolute error: {error.abs().mean():.2f}")

# %% shapes
print(error.shape)

# %% picture
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(5.6, 3.8), layout="constrained")
for row in range(5):
    for col in range(5):
        colour, line = ("C0", "-") if row == col else ("C1", "--")
        look = {"fc": (colour, 0.25), "ec": colour, "ls": line}
        corner = (col - 0.45, row - 0.4)
        ax.add_patch(plt.Rectangle(corner, 0.9, 0.8, **look))
        value = f"{error[row, col]:.0f}"
        ax.text(col, row, value, ha="center", va="center")
names = ["Mon", "Tue", "Wed", "Thu", "Fri"]
ax.set_xticks(range(5), names)
ax.set_yticks(range(5), names)
ax.set(xlim=(-0.6, 4.6), ylim=(4.6, -0.6))
ax.set(xlabel="forecast for", ylabel="noon on")
ax.set_title("Only the diagonal was meant")
ax.grid(False)
plt.show()

# %% fix
assert noon.squeeze(1).shape == forecast.shape
error = noon.squeeze(1) - forecast  # (5,) - (5,)
print(error)
print(f"mean absolute error: {error.abs().mean():.2f}")
