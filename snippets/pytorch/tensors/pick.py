# %% select
import matplotlib.pyplot as plt
import torch

temps = torch.tensor(
    [
        [11.0, 17.0, 14.0],
        [12.0, 19.0, 14.0],
        [10.0, 15.0, 11.0],
        [9.0, 14.0, 10.0],
        [13.0, 21.0, 17.0],
    ]
)  # (5, 3)
print(temps[0])  # Monday: (3,)
print(temps[:, 1])  # every noon: (5,)
print(temps[-1, 1])  # Friday noon: ()
print(temps[[0, 4]].shape)  # Monday and Friday: (2, 3)
print(temps[temps > 18])  # where the mask is True: (2,)

# %% reshape
print(temps.reshape(3, 5)[0])
print(temps.T[0])

# %% order
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(temps.flatten(), "C0o-", label="temps.flatten()")
ax.plot(temps.T.flatten(), "C1s--", label="temps.T.flatten()")
ax.set(xlabel="position in the flat tensor", ylabel="°C", ylim=(8, 25))
ax.set_title("Only one order follows the days")
ax.legend()
plt.show()

# %% shared
noon = temps[:, 1]  # a slice
safe = temps[:, 1].clone()
hot = temps[temps > 18]  # a mask
noon.sub_(1)
hot.zero_()
print(temps[:, 1])
print(safe)
