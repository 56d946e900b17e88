# %% two-modes
import torch
from torch import nn

norm = nn.BatchNorm1d(1)
batch = torch.tensor([[8.0], [10.0], [12.0]])  # mean 10


def show(name, y):
    print(f"{name:14}", [round(value, 2) for value in y[:, 0].tolist()])


show("training:", norm(batch))
for name, buffer in norm.named_buffers():
    print(name, f"{buffer.item():.2f}")

# %% eval
norm.eval()
show("evaluation:", norm(batch))

norm.train()
for _ in range(100):
    norm(batch)
norm.eval()
show("100 calls later:", norm(batch))

# %% alone
norm.train()
for other in [0.0, 100.0]:
    both = torch.tensor([[8.0], [other]])
    print(f"8 beside {other}:", f"{norm(both)[0].item():.2f}")
