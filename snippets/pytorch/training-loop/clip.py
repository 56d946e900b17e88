import torch
from torch import nn

torch.manual_seed(1)
x, y = torch.randn(32, 2), torch.randint(3, (32,))
x[0] *= 1000  # one star with a wrong decimal point
model = nn.Linear(2, 3)
criterion = nn.CrossEntropyLoss()


def norm():
    grads = [p.grad.flatten() for p in model.parameters()]
    return torch.linalg.vector_norm(torch.cat(grads))


criterion(model(x), y).backward()
direction = model.weight.grad / norm()
print(f"norm of the gradient {norm():.3f}")
before = nn.utils.clip_grad_norm_(model.parameters(), max_norm=1.0)
print(f"clip_grad_norm_ returns {before:.3f} and leaves {norm():.3f}")
same = torch.allclose(model.weight.grad, direction, rtol=1e-4)
print("the same direction:", same)
