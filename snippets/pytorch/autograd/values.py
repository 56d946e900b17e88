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

# %% boxes
boxes = {  # each tensor, with its column and row
    "w": (w, 0, 1),
    "b": (b, 0, -1),
    "product": (product, 1, 1),
    "y_pred": (y_pred, 2, 0),
    "error": (error, 3, 0),
    "loss": (loss, 4, 0),
}
steps = [  # from, to, what the step does, its slope
    ("w", "product", "times x", x),
    ("product", "y_pred", "add", 1),
    ("b", "y_pred", "add", 1),
    ("y_pred", "error", "minus y", 1),
    ("error", "loss", "squared", 2 * error.item()),
]


# %% picture
def draw(title, backwards):
    color = "C1" if backwards else "C0"
    box = {"boxstyle": "round", "fc": "none", "ec": "C0"}
    style = {"arrowstyle": "<-" if backwards else "->", "color": color}
    fig, ax = plt.subplots(figsize=(5.6, 3.2), layout="constrained")
    for name, (tensor, column, row) in boxes.items():
        text = f"{name}\n{tensor.item():.0f}"
        if backwards:
            text += f"\ngrad {tensor.grad.item():.0f}"
        ax.text(column, row, text, ha="center", va="center", bbox=box)
    for start, end, does, slope in steps:
        note = f"* {slope:.0f}" if backwards else does
        _, x0, y0 = boxes[start]
        _, x1, y1 = boxes[end]
        style |= {"shrinkA": 29, "shrinkB": 29}
        ax.annotate("", (x1, y1), (x0, y0), arrowprops=style)
        height = (y0 + y1) / 2 + (-0.4 if start == "b" else 0.5)
        ax.text((x0 + x1) / 2, height, note, ha="center", color=color)
    ax.set(xlim=(-0.4, 4.4), ylim=(-1.5, 1.9), title=title)
    ax.axis("off")
    plt.show()


draw("The forward pass: values", backwards=False)

# %% backward
product.retain_grad()  # keep the gradients in the middle, too
y_pred.retain_grad()
error.retain_grad()
loss.retain_grad()
loss.backward()
print("w.grad", w.grad.item())
print("b.grad", b.grad.item())

# %% gradients
draw("The backward pass: gradients", backwards=True)
