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
def build():
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))


def run(order, lr=0.1, build=build):
    torch.manual_seed(1)  # same weights and batches for every order
    model = build()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    print(f"{order:28}  lr {lr:5}", end="")
    for i in range(91):
        if i in (0, 10, 60, 90):
            with torch.no_grad():
                print(f"{criterion(model(x), y):7.3f}", end="")
        batch = torch.randint(300, (32,))
        for step in order.split():
            if step == "zero":
                optimizer.zero_grad()
            elif step == "forward":
                loss = criterion(model(x[batch]), y[batch])
            elif step == "backward":
                loss.backward()
            elif step == "update":
                optimizer.step()
    print()


# %% orders
print("the last columns: loss after 0, 10, 60 and 90 updates")
run("zero forward backward update")
run("forward backward update zero")
run("forward zero backward update")
run("zero forward update")
run("zero forward backward")
run("forward backward zero update")
run("zero forward update backward")
# %% no-zero
run("forward backward update", lr=0.003)
run("forward backward update", lr=0.1)
run("zero forward backward update", lr=6.0)
# %% one-layer
run("forward update backward", build=lambda: nn.Linear(2, 3))
run("forward update zero backward", build=lambda: nn.Linear(2, 3))
# %% too-early
run("forward update backward")
