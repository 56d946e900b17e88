# %% shape
import torch
from torch import nn

logits = torch.zeros(4, 3)
y = torch.tensor([0, 2, 1, 1])
loss = nn.CrossEntropyLoss()(logits, y)
print(tuple(loss.shape))

# %% each
each = nn.CrossEntropyLoss(reduction="none")
print(tuple(each(logits, y).shape))

# %% square
y_pred = torch.tensor([1.0, 3.0])
numbers = torch.tensor([2.0, 1.0])
loss = nn.MSELoss()(y_pred, numbers)
print(loss.item())

# %% accuracy
two = torch.tensor([[-1.0, -2.0], [3.0, 4.0]])
right = two.argmax(dim=1) == torch.tensor([0, 0])
print(right.sum().item(), "of", len(right))

# %% undecided
logit = torch.tensor([[0.0]])
yes = torch.tensor([[1.0]])
loss = nn.BCEWithLogitsLoss()(logit, yes)
print(f"{loss.item():.2f}")

# %% weighed
ten = torch.tensor(10.0)
rare = nn.BCEWithLogitsLoss(pos_weight=ten)
loss = rare(logit, torch.tensor([[0.0]]))
print(f"{loss.item():.2f}")

# %% equal
logits = torch.full((4, 10), 7.0)  # ten classes
loss = nn.CrossEntropyLoss()(logits, y)
print(f"{loss.item():.2f}")

# %% sure
logits = torch.tensor([[100.0, 0.0]])
label = torch.tensor([1])
loss = nn.CrossEntropyLoss()(logits, label)
print(loss.item())

# %% twice
p = torch.tensor([[1.0, 0.0]])
label = torch.tensor([0])
loss = nn.CrossEntropyLoss()(p, label)
print(f"{loss.item():.2f}")

# %% one-logit
logits = torch.tensor([[5.0], [-5.0]])
labels = torch.tensor([0, 0])
loss = nn.CrossEntropyLoss()(logits, labels)
print(loss.item())
