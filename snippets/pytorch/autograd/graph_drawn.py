# %% collect
import matplotlib.pyplot as plt
import torch

w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
loss = (w * 2 + b - 9) ** 2

places, edges, arrived = {}, [], {}


def visit(node, column=0.0, row=0):
    places[node] = (column, -row)
    node.register_prehook(lambda grads: arrived.update({node: grads}))
    parents = [p for p, _ in node.next_functions if p is not None]
    for i, parent in enumerate(parents):
        edges.append((node, parent))
        visit(parent, column + i - (len(parents) - 1) / 2, row + 1)


visit(loss.grad_fn)
loss.backward()
print(f"{len(places)} nodes, w.grad {w.grad}, b.grad {b.grad}")

# %% draw
names = {w: "w: ", b: "b: "}
fig, ax = plt.subplots(figsize=(5.6, 4.2), layout="constrained")
arrow = {"arrowstyle": "->", "color": "0.5", "shrinkA": 0, "shrinkB": 0}
for node, parent in edges:
    (x, y), (parent_x, parent_y) = places[node], places[parent]
    ends = (parent_x, parent_y + 0.3), (x, y - 0.3)
    ax.annotate("", *ends, arrowprops=arrow)
for node, place in places.items():
    leaf = names[node.variable] if hasattr(node, "variable") else ""
    ax.text(
        *place,
        f"{leaf}{type(node).__name__}\n{arrived[node][0].item()}",
        ha="center",
        va="center",
        bbox={
            "boxstyle": "round",
            "fc": "none",
            "ec": "C1" if leaf else "C0",
        },
    )
ax.set(xlim=(-1.1, 1.1), ylim=(-4.4, 0.4))
ax.set_title("Gradients flow from the loss to the leaves")
ax.axis("off")
plt.show()
