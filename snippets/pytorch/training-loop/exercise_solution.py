# %% solution
import copy

import torch
from torch import nn
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.utils.data import DataLoader, TensorDataset


def train(model, train_loader, criterion, num_epochs, lr):
    """Train with SGD; return a pair (loss, accuracy) for each epoch."""
    history = []
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(num_epochs):
        model.train()
        loss_sum, correct = 0.0, 0
        for x, y in train_loader:
            optimizer.zero_grad()
            y_pred = model(x)
            loss = criterion(y_pred, y)
            loss.backward()
            optimizer.step()

            loss_sum += loss.item() * len(y)
            correct += (y_pred.argmax(dim=1) == y).sum().item()
        n = len(train_loader.dataset)
        history.append((loss_sum / n, correct / n))
    return history


# %% reference
def by_hand(model, train_loader, criterion, num_epochs, lr):
    """The same training without zero_grad, backward or an optimizer."""
    params, history = list(model.parameters()), []
    for _ in range(num_epochs):
        losses, hits = [], []  # one entry for each star
        for x, y in train_loader:
            y_pred = model(x)
            loss = criterion(y_pred, y)
            grads = torch.autograd.grad(loss, params)
            with torch.no_grad():
                for p, grad in zip(params, grads, strict=True):
                    p -= lr * grad
            losses += [loss.item()] * len(y)
            hits += (y_pred.argmax(dim=1) == y).tolist()
        n = len(losses)
        history.append((sum(losses) / n, sum(hits) / n))
    return history


torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
batches = DataLoader(TensorDataset(x, y), 32)  # the last has 12
one_batch = DataLoader(TensorDataset(x, y), 300)
few = DataLoader(TensorDataset(x[:70], y[:70]), 16)  # 70 stars
start = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))


# %% compare
def watched(model, *rest):
    """Call train; look at each optimizer that makes a step."""
    optimizers = []
    note = register_optimizer_step_post_hook(
        lambda optimizer, *_: optimizers.append(optimizer)
    )
    try:
        history = train(model, *rest)
    finally:
        note.remove()
    for one in optimizers:
        assert isinstance(one, torch.optim.SGD), "take torch.optim.SGD"
        assert one is optimizers[0], "one optimizer, before the epochs"
        plain = one.param_groups[0]["momentum"] == 0
        assert plain, "plain SGD: leave momentum out"
    return history


# %% compare-with
def check(loader, num_epochs, lr, hint):
    mine, other = copy.deepcopy(start).eval(), copy.deepcopy(start)
    rest = loader, nn.CrossEntropyLoss(), num_epochs, lr
    history, expected = watched(mine, *rest), by_hand(other, *rest)
    assert len(history) == num_epochs, "append one pair for each epoch"
    assert mine.training, "call model.train() before the batches"
    for row in history:
        assert all(type(v) is float for v in row), "floats: .item()"
    history, expected = torch.tensor(history), torch.tensor(expected)
    for p, q in zip(mine.parameters(), other.parameters(), strict=True):
        assert torch.allclose(p, q, rtol=1e-3, atol=1e-4), hint
    told = "take loss and logits from before the update" if lr else hint
    assert torch.allclose(history, expected, rtol=1e-3, atol=1e-4), told
    return history


# %% check
check(one_batch, 1, 0.0, "logits in; loss.item() * len(y), over n")
check(batches, 1, 0.0, "weigh each batch by len(y)")
check(few, 1, 0.0, "count the stars of the loader that you get")
check(one_batch, 1, 0.5, "one update: backward, then step")
check(one_batch, 2, 0.5, "the second update: zero_grad?")
history = check(batches, 60, 0.2, "zero_grad before every batch")
for epoch in (0, 9, 59):
    loss, accuracy = history[epoch]
    print(f"epoch {epoch:2d}  loss {loss:.3f}  accuracy {accuracy:.3f}")
print("Your loop trains.")
