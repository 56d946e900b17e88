import matplotlib.pyplot as plt
import torch


def loss_at(w):
    return (w * 2.0 - 9.0) ** 2


ws = torch.linspace(1, 8, 100)
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(ws, loss_at(ws))
for w in (2.0, 3.0, 4.0):
    loss = loss_at(w)
    ax.plot(w, loss, "o", color="C1")
    ax.annotate(f"w = {w:.0f}", (w + 0.15, loss), color="C1")
ax.set_xlabel("w (minutes per kilometre)")
ax.set_ylabel("loss")
ax.set_title("From w = 3 the way down leads to the right")
plt.show()
