# %% rules
import torch

whole = torch.tensor([11, 17, 14])
real = torch.tensor([11.0, 17.0, 14.0])
double = real.double()
print((whole + real).dtype)
print((real + double).dtype)
print((whole / 2).dtype)
print((whole // 2).dtype)

# %% single
print((whole + 0.5).dtype)
print((real + 0.5).dtype)

# %% scalars
single = torch.tensor(1.0)  # a scalar of 32 bits
wide = torch.tensor(1.0, dtype=torch.float64)  # and one of 64
print((real + wide).dtype)

# %% kind
print((whole + wide).dtype)

# %% both
print((single + wide).dtype)

# %% picture
import matplotlib.pyplot as plt

short = {"bool": "bool", "uint8": "u8", "int64": "i64"}
short |= {"float16": "f16", "bfloat16": "bf16"}
short |= {"float32": "f32", "float64": "f64"}
names = list(short)
fig, ax = plt.subplots(figsize=(5.6, 3.8), layout="constrained")
for row, first in enumerate(names):
    for col, second in enumerate(names):
        pair = getattr(torch, first), getattr(torch, second)
        winner = str(torch.promote_types(*pair)).removeprefix("torch.")
        colour = f"C{names.index(winner)}"
        look = {"fc": (colour, 0.25), "ec": colour}
        corner = (col - 0.45, row - 0.4)
        ax.add_patch(plt.Rectangle(corner, 0.9, 0.8, **look))
        ax.text(col, row, short[winner], ha="center", va="center")
ax.set(xlim=(-0.6, 6.6), ylim=(6.6, -0.6), title="Which dtype wins")
ax.set(xlabel="second dtype", ylabel="first dtype")
ax.set_xticks(range(7), short.values())
ax.set_yticks(range(7), names)
ax.grid(False)
plt.show()
