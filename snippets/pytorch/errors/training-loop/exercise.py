# %% stub
import torch
from torch import nn


def fit(model, x, y, num_updates, lr=1.0):
    """Train, leave the model ready to answer, return the last loss."""
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    # TODO: find and mend three mistakes
    for _ in range(num_updates):
        y_pred = model(x).softmax(dim=1)
        loss = criterion(y_pred, y)
        loss.backward()
        optimizer.step()
    return loss.item()


# %% watch
old_gradients = []  # for each backward: was there a gradient before it
training = []  # for each forward pass of an update: was dropout on


def watch(model, inputs, y_pred):
    def before_backward(_):
        grads = [p.grad for p in model.parameters()]
        old = any(g is not None and g.any() for g in grads)
        old_gradients.append(old)

    if y_pred.requires_grad:
        training.append(model[2].training)
        y_pred.register_hook(before_backward)


# %% check
def check(n, num_updates):
    torch.manual_seed(0)
    y = torch.randint(3, (n,))
    r = 2 * torch.rand(n)
    angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(n)
    x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
    model = nn.Sequential(
        nn.Linear(2, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 3)
    )
    model.register_forward_hook(watch)
    old_gradients.clear()
    training.clear()
    last_loss = fit(model, x, y, num_updates)

    assert len(old_gradients) == num_updates, "one backward an update"
    old = sum(old_gradients)
    assert old == 0, f"{old} times, backward found old gradients"
    on = sum(training)
    assert on == num_updates, f"dropout was on in {on} updates"
    assert last_loss < 0.3, f"the last loss is {last_loss:.3f}"
    with torch.inference_mode():
        first, second = model(x), model(x)
    assert torch.equal(first, second), "the same stars get two answers"
    loss = nn.functional.cross_entropy(first, y)
    assert loss < 0.2, f"the trained model has the loss {loss:.3f}"
    print(f"{n} stars: last loss {last_loss:.3f}, then {loss:.3f}")


check(300, 400)
check(200, 300)
print("All three mistakes are mended.")
