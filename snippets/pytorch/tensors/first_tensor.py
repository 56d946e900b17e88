# %% photo
import torch

photo = torch.tensor(
    [
        [0, 180, 0, 180, 0],
        [180, 255, 180, 255, 180],
        [180, 255, 255, 255, 180],
        [0, 180, 255, 180, 0],
        [0, 0, 180, 0, 0],
    ]
)
print(photo.shape)

# %% sentence
vocabulary = ["air", "is", "soil", "the", "warm", "wet"]
text = "the air is warm the soil is wet"
numbers = []
for word in text.split():
    numbers.append(vocabulary.index(word))
sentence = torch.tensor(numbers)
print(sentence)

# %% create
temps = torch.tensor(
    [
        [11.0, 17.0, 14.0],  # Monday: morning, noon, evening
        [12.0, 19.0, 14.0],
        [10.0, 15.0, 11.0],
        [9.0, 14.0, 10.0],
        [13.0, 21.0, 17.0],  # Friday
    ]
)
print(temps)


# %% write
def write(ax, table, dark=0):
    """Write each number at its place, in white if it is below dark."""
    for row, numbers in enumerate(table.tolist()):
        for col, number in enumerate(numbers):
            look = {"color": "white" if number < dark else "black"}
            look |= {"ha": "center", "va": "center"}
            ax.text(col, row, f"{number:.0f}", **look)


# %% picture
import matplotlib.pyplot as plt

layout = [["photo", "table"], ["sentence", "sentence"]]
look = {"figsize": (5.6, 4), "layout": "constrained"}
fig, axes = plt.subplot_mosaic(layout, height_ratios=[4, 1], **look)
axes["photo"].imshow(photo, cmap="gray", vmin=0, vmax=255)
heat = {"cmap": "coolwarm", "vmin": 5, "vmax": 25, "aspect": "auto"}
axes["table"].imshow(temps, **heat)
axes["sentence"].imshow(sentence[None], cmap="Greys", vmin=0, vmax=20)
write(axes["photo"], photo, dark=129)
write(axes["table"], temps)
write(axes["sentence"], sentence[None])
axes["photo"].set(title="photo (5, 5)", xticks=[], yticks=[])
axes["table"].set(title="table (5, 3)", yticks=[])
axes["table"].set_xticks(range(3), ["morning", "noon", "evening"])
axes["sentence"].set(title="sentence (8,)", yticks=[])
axes["sentence"].set_xticks(range(8), text.split())
for ax in axes.values():
    ax.grid(False)
plt.show()

# %% questions
print("shape", temps.shape)
print("dtype", temps.dtype)
print("device", temps.device)

# %% ranks
day = temps[0]  # Monday
reading = temps[0, 1]  # Monday at noon
print("matrix:", temps.ndim, temps.shape, temps.numel())
print("vector:", day.ndim, day.shape, day.numel())
print("scalar:", reading.ndim, reading.shape, reading.numel())

# %% scalar
print(reading)  # still a tensor
print(reading.item())  # a Python number

# %% month
month = torch.zeros(4, 5, 3)  # (week, day, reading)
print(month.ndim, month.numel())
