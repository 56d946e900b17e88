# %% slopes
import matplotlib.pyplot as plt
import torch

x = torch.tensor([1.0, 2.0, 4.0])
y = torch.tensor([5.5, 9.0, 16.0])


def loss_at(w, b):
    return ((w[..., None] * x + b[..., None] - y) ** 2).mean(dim=-1)


def grid(size, margin=0.0):
    ws = torch.linspace(1.9 + margin, 5.1 - margin, size)
    bs = torch.linspace(-1 + margin, 5 - margin, size)
    return torch.meshgrid(ws, bs, indexing="ij")


w, b = (values.requires_grad_() for values in grid(6, margin=0.3))
loss_at(w, b).sum().backward()  # 36 losses, each with its own w and b
print(w.grad.shape, b.grad.shape)

# %% plot
length = torch.hypot(w.grad, b.grad)
down_b, down_w = -b.grad / length, -w.grad / length
fig, ax = plt.subplots(figsize=(5.6, 3.6))
fine_w, fine_b = grid(80)
levels = [1, 4, 10, 20, 40, 70]
heights = loss_at(fine_w, fine_b)
ax.contour(fine_b, fine_w, heights, levels, colors="C0", linewidths=1)
places = b.detach(), w.detach()
arrows = {"angles": "xy", "pivot": "mid", "color": "C1", "width": 0.006}
ax.quiver(*places, down_b, down_w, **arrows)
ax.plot(2.0, 3.5, "o", color="C2", markersize=8)
ax.set_aspect("equal")
ax.set_xlabel("b (minutes to lock the bike)")
ax.set_ylabel("w (minutes per km)")
ax.set_title("Against the gradient lies downhill")
plt.show()
