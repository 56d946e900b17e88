# %% forward
import torch

w = torch.tensor(3.0, requires_grad=True)
x = torch.tensor(2.0)
y = torch.tensor(9.0)

y_pred = w * x
error = y_pred - y
loss = error**2

tensors = {"x": x, "w": w, "y_pred": y_pred, "error": error, "loss": loss}
print("name    requires_grad  is_leaf  grad_fn")
for name, t in tensors.items():
    node = type(t.grad_fn).__name__ if t.grad_fn else "None"
    print(f"{name:7} {t.requires_grad!s:14} {t.is_leaf!s:8} {node}")


# %% walk
def show(node, depth=0):
    print("    " * depth + type(node).__name__)
    for parent, _ in node.next_functions:
        if parent is not None:  # None: no gradient wanted here
            show(parent, depth + 1)


show(loss.grad_fn)

# %% backward
for name in ("loss", "error", "y_pred", "w"):
    tensors[name].register_hook(
        lambda grad, name=name: print(f"d loss / d {name} = {grad.item()}")
    )
y_pred.retain_grad()
loss.backward()

print(f"kept: w.grad {w.grad.item()}, y_pred.grad {y_pred.grad.item()}")
