import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.2 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


def run(order):
    torch.manual_seed(1)  # the same first weights for every order
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    losses = []
    for _ in range(201):
        for step in order.split():
            if step == "zero":
                optimizer.zero_grad()
            elif step == "forward":
                loss = criterion(model(x), y)
            elif step == "backward":
                loss.backward()
            elif step == "update":
                optimizer.step()
        losses.append(loss.item())
    return losses


print(f"{'loss at update':32}      0     10    100    200")
for order in (
    "zero forward backward update",
    "forward backward update zero",
    "forward zero backward update",
    "forward backward update",
    "zero forward update",
    "zero forward backward",
    "forward backward zero update",
    "zero forward update backward",
):
    losses = run(order)
    shown = "".join(f"{losses[i]:7.3f}" for i in (0, 10, 100, 200))
    print(f"{order:32}{shown}")
