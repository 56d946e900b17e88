# %% mistake
import torch
from torch import nn


def nodes(node):  # how many graph nodes hang on this one
    seen, todo = set(), [node]
    while todo:
        node = todo.pop()
        if node is not None and node not in seen:
            seen.add(node)
            todo += [parent for parent, _ in node.next_functions]
    return len(seen)


torch.manual_seed(0)
x, y = torch.randn(32, 2), torch.randint(3, (32,))
model = nn.Linear(2, 3)
total = 0
for i in range(1, 101):
    loss = nn.functional.cross_entropy(model(x), y)
    total = total + loss
    if i in (1, 10, 100):
        print(f"batch {i:3d}  nodes kept {nodes(total.grad_fn)}")
# %% fix
total = 0.0
for _ in range(100):
    loss = nn.functional.cross_entropy(model(x), y)
    total += loss.item()
print(type(total), f"{total / 100:.4f}")
