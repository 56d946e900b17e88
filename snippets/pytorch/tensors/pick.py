# %% select
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
print(temps[0])  # Monday: (3,)
print(temps[:, 1])  # every noon: (5,)
print(temps[-1, 1])  # Friday noon: ()
print(temps[:, 1].flip(0))  # from Friday to Monday: (5,)
print(temps[1:3, ::2].shape)  # two days, two readings: (2, 2)

# %% lists
print(temps[[0, 4]])  # Monday and Friday: (2, 3)

# %% pairs
print(temps[[0, 4], [1, 2]])

# %% mask
hot = temps > 18  # (5, 3)
print(hot)
print(hot.sum().item())
print(temps[hot])  # where the mask is True: (2,)

# %% rows
warm_start = temps[:, 0] > 10  # one answer for each day: (5,)
print(warm_start)

# %% size
print(temps[warm_start].shape)

# %% axes
print(temps[None].shape)  # a new dimension in front
print(temps[:, None].shape)  # and in the middle
month = torch.zeros(4, 5, 3)
print(month[..., 1].shape)  # every noon of four weeks

# %% assign
mended = temps.clone()
mended[3] = torch.tensor([10.0, 16.0, 12.0])  # Thursday again
mended[mended > 18] = 18.0
mended[:, 0] += 1  # the mornings were read too low
print(mended)

# %% reshape
print(temps.reshape(3, 5)[0])

# %% transpose
print(temps.T[0])

# %% order
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(temps.flatten(), "C0o-", label="temps.flatten()")
ax.plot(temps.T.flatten(), "C1s--", label="temps.T.flatten()")
ax.set(xlabel="position in the flat tensor", ylabel="°C", ylim=(8, 27))
for cut in (4.5, 9.5):
    ax.axvline(cut, ymax=0.73, color="0.5", ls=":")
ax.set_title("Only one order follows the days")
ax.legend()
plt.show()
