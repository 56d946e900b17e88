# %% surprise
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
noon = temps[:, 1]  # a slice
kept = temps[:, 1].clone()
hot = temps[temps > 18]  # a mask
noon.sub_(1)
hot.zero_()
print(temps[:, 1])
print(kept)

# %% picture
import matplotlib.pyplot as plt

at = torch.arange(15).reshape(5, 3)  # the positions in memory
reads = {"temps[1]": at[1], "temps[:, 1]": at[:, 1]}
reads["temps[1:3, ::2]"] = at[1:3, ::2]
fig, axes = plt.subplots(3, 1, figsize=(5.6, 3.2), layout="constrained")
for ax, (name, positions) in zip(axes, reads.items(), strict=True):
    for position in range(15):
        read = position in positions.flatten().tolist()
        look = {"fc": ("C0", 0.35), "ec": "C0"}
        if not read:
            look = {"fc": "none", "ec": "0.5", "ls": ":"}
        corner = (position - 0.45, -0.4)
        ax.add_patch(plt.Rectangle(corner, 0.9, 0.8, **look))
        ax.text(position, 0, str(position), ha="center", va="center")
    ax.set(xlim=(-0.6, 14.6), ylim=(-0.6, 0.6), title=name)
    ax.axis("off")
plt.show()


# %% table
def shares(x, y):
    first = x.untyped_storage()
    second = y.untyped_storage()
    return first.data_ptr() == second.data_ptr()


results = {
    "temps": temps,
    "temps[1:3]": temps[1:3],
    "temps.T": temps.T,
    "temps.reshape(3, 5)": temps.reshape(3, 5),
    "temps.T.reshape(15)": temps.T.reshape(15),
    "temps[[1, 2]]": temps[[1, 2]],
    "temps.float()": temps.float(),
    "temps.double()": temps.double(),
    "temps + 0": temps + 0,
    "temps.clone()": temps.clone(),
}
for name, result in results.items():
    print(f"{name:20}", "shares" if shares(temps, result) else "copies")

# %% apart
monday = temps[0]
tuesday = temps[1]
print(shares(monday, tuesday))
monday.zero_()
print(tuesday)
