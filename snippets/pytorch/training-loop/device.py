# %% choose
import torch
from torch import nn

device = torch.device("cpu")
if torch.accelerator.is_available():  # CUDA, MPS, ...
    device = torch.accelerator.current_accelerator()
print("device:", device)
# %% loop
torch.manual_seed(0)
model = nn.Linear(2, 3).to(device)  # 1. move the model
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)  # 2. then this
for _ in range(3):
    x, y = torch.randn(32, 2), torch.randint(3, (32,))  # from a loader
    x, y = x.to(device), y.to(device)  # 3. move each batch
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
    print(f"loss {loss.item():.4f}")
