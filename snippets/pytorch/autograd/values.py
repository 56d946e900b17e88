# %% forward
import matplotlib.pyplot as plt
import torch

w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
x = 2.0  # kilometres
y = 9.0  # minutes

product = w * x
y_pred = product + b
error = y_pred - y
loss = error**2
print("product", product.item())
print("y_pred ", y_pred.item())
print("error  ", error.item())
print("loss   ", loss.item())

# %% picture
places = {
    "w": (0, 1),
    "b": (0, -1),
    "product": (1, 1),
    "y_pred": (2, 0),
    "error": (3, 0),
    "loss": (4, 0),
}
steps = [  # from, to, what the step does
    ("w", "product", "times x"),
    ("product", "y_pred", "add"),
    ("b", "y_pred", "add"),
    ("y_pred", "error", "minus y"),
    ("error", "loss", "squared"),
]
values = {
    "w": w.item(),
    "b": b.item(),
    "product": product.item(),
    "y_pred": y_pred.item(),
    "error": error.item(),
    "loss": loss.item(),
}


def draw(title, labels, notes, color, backwards):
    fig, ax = plt.subplots(figsize=(5.6, 3.2), layout="constrained")
    for name, (column, row) in places.items():
        box = {"boxstyle": "round", "fc": "none", "ec": "C0"}
        ax.text(
            column,
            row,
            labels[name],
            ha="center",
            va="center",
            bbox=box,
        )
    for (start, end, _), note in zip(steps, notes, strict=True):
        (x0, y0), (x1, y1) = places[start], places[end]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        gap_x, gap_y = (
            0.36 * (x1 - x0) / length,
            0.5 * (y1 - y0) / length,
        )
        near, far = (x0 + gap_x, y0 + gap_y), (x1 - gap_x, y1 - gap_y)
        style = {
            "arrowstyle": "<-" if backwards else "->",
            "color": color,
        }
        ax.annotate("", far, near, arrowprops=style)
        side = -0.3 if start == "b" else 0.3
        middle = (x0 + x1) / 2 + 0.1 * (y0 != y1), (y0 + y1) / 2 + side
        ax.text(*middle, note, ha="center", va="center", color=color)
    ax.set(xlim=(-0.4, 4.4), ylim=(-1.5, 1.7), title=title)
    ax.axis("off")
    plt.show()


labels = {name: f"{name}\n{values[name]:.0f}" for name in values}
notes = [note for _, _, note in steps]
draw("The forward pass: values", labels, notes, "C0", False)

# %% backward
product.retain_grad()  # keep the gradients in the middle, too
y_pred.retain_grad()
error.retain_grad()
loss.retain_grad()
loss.backward()
print("w.grad", w.grad.item())
print("b.grad", b.grad.item())

# %% gradients
tensors = {
    "w": w,
    "b": b,
    "product": product,
    "y_pred": y_pred,
    "error": error,
    "loss": loss,
}
for name, tensor in tensors.items():
    labels[name] += f"\ngrad {tensor.grad:.0f}"
notes = [f"* {x:.0f}", "* 1", "* 1", "* 1", f"* {2 * error:.0f}"]
draw("The backward pass: gradients", labels, notes, "C1", True)
