# %% slopes
import matplotlib.pyplot as plt
import torch


def loss_at(w, b):
    first = (w * 1.0 + b - 5.5) ** 2
    second = (w * 2.0 + b - 9.0) ** 2
    third = (w * 4.0 + b - 16.0) ** 2
    return (first + second + third) / 3


ws = torch.linspace(2.2, 4.8, 6)
bs = torch.linspace(-0.7, 4.7, 6)
w, b = torch.meshgrid(ws, bs, indexing="ij")  # (6, 6), 36 pairs
w.requires_grad_()
b.requires_grad_()

losses = loss_at(w, b)  # (6, 6), each with its own w and b
losses.sum().backward()
print(w.grad.shape, b.grad.shape)

# %% plot
length = torch.hypot(w.grad, b.grad)
down_b, down_w = -b.grad / length, -w.grad / length
fig, ax = plt.subplots(figsize=(5.6, 3.6))
fine_ws = torch.linspace(1.9, 5.1, 80)
fine_bs = torch.linspace(-1, 5, 80)
fine_w, fine_b = torch.meshgrid(fine_ws, fine_bs, indexing="ij")
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
