# %% stars
import torch
from torch import nn
from torch.optim import lr_scheduler

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


# %% setup
def build():
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    params = model.parameters()
    optimizer = torch.optim.SGD(params, lr=0.2, momentum=0.9)
    scheduler = lr_scheduler.StepLR(optimizer, 20, gamma=0.5)
    return {
        "model": model,
        "optimizer": optimizer,
        "scheduler": scheduler,
    }


def train(parts, first, last):
    model, optimizer, scheduler = parts.values()
    for _ in range(first, last):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        scheduler.step()
    lr = scheduler.get_last_lr()[0]
    print(f"epoch {last}  loss {loss.item():.4f}  lr {lr:.3f}")


# %% save
parts = build()
train(parts, 0, 30)
states = {name: part.state_dict() for name, part in parts.items()}
torch.save({"epoch": 30, **states}, "checkpoint.pt")
train(parts, 30, 60)  # the run that never stopped
# %% resume
parts = build()  # a new process would start here
checkpoint = torch.load("checkpoint.pt", weights_only=True)
for name, part in parts.items():
    part.load_state_dict(checkpoint[name])
train(parts, checkpoint["epoch"], 60)
# %% model-alone
parts = build()
parts["model"].load_state_dict(checkpoint["model"])
train(parts, 30, 60)
