# %% reduce
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
print(temps.mean(dim=0))  # (3,)
print(temps.mean(dim=1))  # (5,)
print(temps.mean(dim=1, keepdim=True).shape)  # (5, 1)
print(temps.argmax(dim=1))  # (5,)

# %% multiply
weights = torch.tensor([0.25, 0.5, 0.25])  # (3,)
print((temps * weights).shape)  # element by element
print(temps @ weights)  # (5, 3) @ (3,) gives (5,)
print((temps * weights).sum(dim=1))

# %% matrices
mix = torch.tensor([[0.25, 1.0], [0.5, 0.0], [0.25, 0.0]])  # (3, 2)
weeks = torch.stack([temps, temps + 1])  # (2, 5, 3)
print((temps @ mix).shape)  # (5, 2)
print((weeks @ mix).shape)  # (2, 5, 2)

# %% mistake
print(temps @ temps)
