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
)  # (day, reading)
print(temps[0])  # Monday: (3,)
print(temps[:, 1])  # every noon: (5,)
print(temps[-1, 1])  # Friday noon: ()
print(temps[[0, 4]].shape)  # Monday and Friday: (2, 3)
print(temps[temps > 18])  # where the mask is True: (2,)
print(temps[:, None].shape)  # one more dimension: (5, 1, 3)

# %% shared
noon = temps[:, 1]  # a slice
hot = temps[temps > 18]  # a mask
safe = temps[:, 1].clone()
noon.sub_(1)
hot.zero_()
print(temps[:, 1])
print(safe)

# %% reshape
flipped = temps.T  # (3, 5)
reshaped = temps.reshape(3, 5)  # (3, 5)
print(flipped[0])
print(reshaped[0])
