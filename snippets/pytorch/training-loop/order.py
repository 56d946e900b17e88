import torch
from torch import nn
from torch.utils.data import DataLoader

for width in (32, 64):
    torch.manual_seed(0)
    model = nn.Linear(2, width)  # draws its weights
    shared = DataLoader(range(300), batch_size=8, shuffle=True)
    own = DataLoader(
        range(300),
        batch_size=8,
        shuffle=True,
        generator=torch.Generator().manual_seed(0),
    )
    print("width", width, "first batch", next(iter(shared)).tolist())
    print("   own generator     ", next(iter(own)).tolist())
