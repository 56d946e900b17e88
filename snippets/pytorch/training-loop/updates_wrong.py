# %% dropped
from torch.utils.data import DataLoader

loader = DataLoader(range(300), batch_size=32, drop_last=True)
print(len(loader), "batches")
# %% stars
loader = DataLoader(range(300), batch_size=1)
print(len(loader), "batches")
