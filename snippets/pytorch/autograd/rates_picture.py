import matplotlib.pyplot as plt
import torch

fig, axes = plt.subplots(1, 3, figsize=(7, 2.8), layout="constrained")
line = torch.linspace(1.0, 8.0, 100)
for ax, lr in zip(axes, (0.01, 0.1, 0.26), strict=True):
    w = torch.tensor(3.0, requires_grad=True)
    places, heights = [], []
    for _ in range(8):
        loss = (w * 2 - 9) ** 2
        places.append(w.item())
        heights.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    ax.plot(line, (line * 2 - 9) ** 2, color="0.6")
    ax.plot(places, heights, "o-", markersize=4, color="C1")
    ax.set_title(f"lr = {lr}")
    ax.set_xlabel("w")
axes[0].set_ylabel("loss")
plt.show()
