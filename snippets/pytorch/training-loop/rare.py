# %% data
import torch
from torch import nn

torch.manual_seed(0)
y = (torch.rand(2000, 1) < 0.05).float()  # one star in twenty: yes
x = y + 0.7 * torch.randn(2000, 1)  # a measurement that overlaps


def train(criterion):
    torch.manual_seed(1)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(500):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
    yes = model(x) > 0
    accuracy = (yes == (y == 1)).float().mean()
    found = yes[y == 1].float().mean()
    print(f"accuracy {accuracy:.3f}, found {found:.3f} of the yes")


# %% plain
train(nn.BCEWithLogitsLoss())
# %% weighed
ratio = (y == 0).sum() / (y == 1).sum()
train(nn.BCEWithLogitsLoss(pos_weight=ratio))
# %% classes
weight = torch.tensor([1.0, 1.0, 5.0])  # class 2 is rare
y_pred = torch.randn(4, 3)
labels = torch.tensor([0, 2, 1, 1])
each = nn.CrossEntropyLoss(reduction="none")(y_pred, labels)
by_hand = (weight[labels] * each).sum() / weight[labels].sum()
loss = nn.CrossEntropyLoss(weight=weight)(y_pred, labels)
print(f"weight=: loss {loss:.4f}  by hand {by_hand:.4f}")
# %% several
answers = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]])  # (2, 3)
y_pred = torch.randn(2, 3)  # one logit for each question
together = nn.BCEWithLogitsLoss()(y_pred, answers)
alone = []
for k in range(3):
    alone.append(nn.BCEWithLogitsLoss()(y_pred[:, k], answers[:, k]))
print(f"together {together:.4f}  mean of three {sum(alone) / 3:.4f}")
