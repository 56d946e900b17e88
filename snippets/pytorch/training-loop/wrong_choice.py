# %% stars
import math

import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


# %% train
def train(criterion, num_outputs, target):
    torch.manual_seed(1)
    last = nn.Linear(32, num_outputs)
    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), last)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(600):
        optimizer.zero_grad()
        loss = criterion(model(x), target)
        loss.backward()
        optimizer.step()
    return loss.item(), model(x)


def show(loss, arm):
    accuracy = (arm == y).float().mean()
    print(f"last loss {loss:.3f}  accuracy {accuracy:.3f}")


# %% logits
loss, y_pred = train(nn.CrossEntropyLoss(), 3, y)
show(loss, y_pred.argmax(dim=1))


# %% softmax-first
def softmax_first(y_pred, y):
    return nn.CrossEntropyLoss()(y_pred.softmax(dim=1), y)


loss, y_pred = train(softmax_first, 3, y)
show(loss, y_pred.argmax(dim=1))
# %% floor
print(f"floor {math.log(1 + 2 / math.e):.3f}")
# %% numbers
loss, y_pred = train(nn.MSELoss(), 1, y.float().unsqueeze(1))
show(loss, y_pred.squeeze(1).round())
