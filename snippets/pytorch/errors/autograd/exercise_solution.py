# %% solution
import torch


def fit(x, y, lr=0.05, num_epochs=500):
    """Fit y = w * x + b by gradient descent and return w and b."""
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(num_epochs):
        loss = ((w * x + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in (w, b):
                parameter -= lr * parameter.grad
                parameter.grad = None
    return w, b


# %% check
x = torch.tensor([0.5, 1.0, 2.0, 3.0, 4.0])
y = torch.tensor([4.0, 5.0, 9.5, 12.0, 16.5])
A = torch.stack([x, torch.ones(5)], dim=1)
best = torch.linalg.lstsq(A, y[:, None]).solution.flatten()

w, b = fit(x, y)
assert w.is_leaf and b.is_leaf, "w or b is no leaf now"
learned = torch.stack([w, b]).detach()
assert learned.any(), "w and b have not moved"
assert torch.allclose(learned, best, atol=1e-3), (
    f"got {learned.tolist()}, least squares gives {best.tolist()}"
)
print("w and b are the least squares line")
