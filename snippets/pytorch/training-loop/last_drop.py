import torch
from torch.utils.data import DataLoader, TensorDataset

dataset = TensorDataset(torch.zeros(300, 2), torch.zeros(300))
train_loader = DataLoader(dataset, batch_size=64, drop_last=True)
for _, y_batch in train_loader:
    size = len(y_batch)
print("stars in the last batch:", size)
