# %% create
import torch

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

# %% questions
print(f"shape {tuple(temps.shape)}, dtype {temps.dtype}")
print(f"device {temps.device}")

# %% ranks
month = torch.zeros(4, 5, 3)  # (week, day, reading)
for x in (temps[0, 1], temps[0], temps, month):
    print(f"rank {x.ndim}, shape {tuple(x.shape)}, {x.numel()} numbers")

# %% scalar
warmest = temps.max()
print(warmest, tuple(warmest.shape))  # still a tensor
print(warmest.item(), temps[0].tolist())  # Python numbers
