# %% setup
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
criterion = nn.CrossEntropyLoss()


def build():
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
    optimizer = torch.optim.SGD(
        model.parameters(), lr=0.2, momentum=0.9, weight_decay=1e-4
    )
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 20, gamma=0.5)
    return model, optimizer, scheduler


def train(model, optimizer, scheduler, num_epochs):
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
        optimizer.step()
        scheduler.step()  # after the optimizer, once an epoch
    lr = scheduler.get_last_lr()[0]
    print(f"loss {loss.item():.4f}  lr {lr:.3f}")


# %% resume
parts = build()
train(*parts, 30)
torch.save([part.state_dict() for part in parts], "checkpoint.pt")
train(*parts, 30)  # the run that never stopped

parts = build()  # a new process would start here
states = torch.load("checkpoint.pt", weights_only=True)
for part, state in zip(parts, states, strict=True):
    part.load_state_dict(state)
train(*parts, 30)  # resumed

parts = build()
parts[0].load_state_dict(states[0])  # the mistake: the model alone
train(*parts, 30)
