# %% line
import torch
from torch import nn

torch.manual_seed(0)
x = 2 * torch.rand(300, 1)
y = 1.5 * x + 0.3 * torch.randn(300, 1)


# %% mistake
def train(lr):
    torch.manual_seed(1)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    print(f"lr {lr}", end="  ")
    for i in range(401):
        optimizer.zero_grad()
        loss = nn.MSELoss()(model(x), y)
        loss.backward()
        optimizer.step()
        if i in (0, 1, 5, 50, 400):
            print(f"{loss:.3g}", end="  ")
    print()


print("loss in updates 0, 1, 5, 50 and 400")
train(lr=0.48)
train(lr=0.6)
train(lr=2.0)
# %% fix
train(lr=0.2)
