# %% copy
import torch

a = torch.ones(3, requires_grad=True)
b = a * 2
c = b.clone()
d = torch.ones(3)
(b * c * d).sum().backward()

for name, t in {"a": a, "b": b, "c": c, "d": d}.items():
    grad = t.grad if t.is_leaf else "not kept"
    print(f"{name}: leaf {t.is_leaf!s:5}  grad {grad}")

# %% kept
a.grad = None
b = a * 2
b.retain_grad()
c = b.detach()
(b * c * d).sum().backward()
for name, t in {"a": a, "b": b, "c": c, "d": d}.items():
    print(f"{name}: leaf {t.is_leaf!s:5}  grad {t.grad}")
