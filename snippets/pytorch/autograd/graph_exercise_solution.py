# %% solution
import torch

a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0)
c = a * b
d = c.detach()
e = (a * 2).detach().requires_grad_()
(c * d * e).backward()

is_leaf = {"a": True, "b": True, "c": False, "d": True, "e": True}
gets_grad = {"a": True, "b": False, "c": False, "d": False, "e": True}

# %% check
tensors = {"a": a, "b": b, "c": c, "d": d, "e": e}
hints = {
    "a": "you made it, it requires a gradient, the loss uses it",
    "b": "nothing recorded made it, and nobody asked for its gradient",
    "c": "a recorded product made it, so .grad is not kept",
    "d": "detach gives a tensor without history that needs no gradient",
    "e": "detach ended its history before you asked for its gradient",
}
for name, t in tensors.items():
    leaf, grad = is_leaf.get(name), gets_grad.get(name)
    assert leaf is not None, f"say whether {name} is a leaf"
    assert grad is not None, f"say whether {name} gets a gradient"
    assert isinstance(leaf, bool), f"write True or False, not {leaf!r}"
    assert isinstance(grad, bool), f"write True or False, not {grad!r}"
    assert leaf == t.is_leaf, f"{name}: {hints[name]}"
    kept = t.is_leaf and t.grad is not None
    assert grad == kept, f"{name}: {hints[name]}"
print("ten answers, ten right")
