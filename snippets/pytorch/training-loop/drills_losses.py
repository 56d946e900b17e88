# %% shape
import torch
from torch import nn

logits = torch.zeros(4, 3)
y = torch.tensor([0, 2, 1, 1])
loss = nn.CrossEntropyLoss()(logits, y)
print(tuple(loss.shape))

# %% each
criterion = nn.CrossEntropyLoss(reduction="none")
print(tuple(criterion(logits, y).shape))

# %% square
y_pred = torch.tensor([1.0, 3.0])
loss = nn.MSELoss()(y_pred, torch.tensor([2.0, 1.0]))
print(loss.item())

# %% accuracy
logits = torch.tensor([[-1.0, -2.0], [3.0, 4.0], [0.1, 9.0]])
right = logits.argmax(dim=1) == torch.tensor([0, 0, 1])
print(right.sum().item(), "of", len(right))

# %% undecided
logit = torch.tensor([[0.0]])
loss = nn.BCEWithLogitsLoss()(logit, torch.tensor([[1.0]]))
print(f"{loss.item():.2f}")

# %% weighed
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(10.0))
loss = criterion(logit, torch.tensor([[0.0]]))
print(f"{loss.item():.2f}")

# %% equal
logits = torch.full((4, 10), 7.0)  # ten classes
loss = nn.CrossEntropyLoss()(logits, y)
print(f"{loss.item():.2f}")

# %% sure
logits = torch.tensor([[100.0, 0.0]])
loss = nn.CrossEntropyLoss()(logits, torch.tensor([1]))
print(loss.item())

# %% twice
probabilities = torch.tensor([[1.0, 0.0]])
loss = nn.CrossEntropyLoss()(probabilities, torch.tensor([0]))
print(f"{loss.item():.2f}")

# %% one-logit
logits = torch.tensor([[5.0], [-5.0]])
loss = nn.CrossEntropyLoss()(logits, torch.tensor([0, 0]))
print(loss.item())
