# %% elementwise
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
print((temps * 9 / 5 + 32)[0])  # Monday in Fahrenheit
print((temps > 15)[0])
print(temps.clamp(min=10, max=20)[4])
print(torch.where(temps < 10, 10.0, temps)[3])

# %% reduce
print(temps.sum())
print(temps.mean())

# %% left
print(temps.mean(dim=1).shape)

# %% means
print(temps.mean(dim=0))  # (3,)
print(temps.mean(dim=1))  # (5,)
print(temps.mean(dim=1, keepdim=True).shape)

# %% positions
print(temps.argmax(dim=1))  # (5,)
values, days = temps.max(dim=0)
print(values)
print(days)

# %% any
print((temps > 18).any(dim=1))
print((temps > 8).all())

# %% multiply
weights = torch.tensor([0.25, 0.5, 0.25])  # (3,)
print((temps * weights).shape)  # element by element
print((temps * weights).sum(dim=1))
print(temps @ weights)  # (5, 3) @ (3,) gives (5,)

# %% rules
mix = torch.tensor([[0.25, 1.0], [0.5, 0.0], [0.25, 0.0]])  # (3, 2)
weeks = torch.stack([temps, temps + 1])  # (2, 5, 3)
print((weights @ weights).shape)  # (3,) @ (3,)
print((weights @ mix).shape)  # (3,) @ (3, 2)
print((temps @ mix).shape)  # (5, 3) @ (3, 2)
print((weeks @ mix).shape)  # (2, 5, 3) @ (3, 2)

# %% strict
print(torch.equal(torch.mm(temps, mix), temps @ mix))
mixes = torch.stack([mix, 2 * mix])  # (2, 3, 2): one for each week
print(torch.equal(torch.bmm(weeks, mixes), weeks @ mixes))
