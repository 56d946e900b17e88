# %% stars
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


# %% run
def run(*order):
    torch.manual_seed(1)  # the same first weights for every order
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    first = criterion(model(x), y).item()
    for _ in range(200):
        for step in order:
            if step == "zero":
                optimizer.zero_grad()
            elif step == "forward":
                loss = criterion(model(x), y)
            elif step == "backward":
                loss.backward()
            elif step == "update":
                optimizer.step()
    last = criterion(model(x), y).item()
    print(f"loss from {first:.4f} to {last:.4f}")


# %% right
run("zero", "forward", "backward", "update")
# %% no-step
run("zero", "forward", "backward")
# %% no-zero
run("forward", "backward", "update")
# %% cleared
run("forward", "backward", "zero", "update")
# %% swapped
run("forward", "update", "zero", "backward")
