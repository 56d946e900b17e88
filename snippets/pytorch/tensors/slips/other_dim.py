import torch

temps = torch.tensor(
    [
        [11.0, 17.0, 14.0],
        [12.0, 19.0, 14.0],
        [10.0, 15.0, 11.0],
        [9.0, 14.0, 10.0],
        [13.0, 21.0, 17.0],
    ]
)
print(temps.mean(dim=0).shape)
