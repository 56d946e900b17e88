import torch
from torch.utils.data import DataLoader

for seed in (1, 1, 2):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        range(300), batch_size=8, shuffle=True, generator=generator
    )
    print("seed", seed, "first batch", next(iter(loader)).tolist())
