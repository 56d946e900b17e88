# %% data
import matplotlib.pyplot as plt
import torch

torch.manual_seed(0)
true_w, true_b = 3.5, 2.0
x = 4 * torch.rand(60)  # (60,) kilometres
y = true_w * x + true_b + 0.8 * torch.randn(60)  # (60,) minutes

# %% loop
w = torch.tensor(0.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)
lr = 0.05
num_epochs = 500
path = []

for epoch in range(num_epochs):
    y_pred = w * x + b  # (60,)
    loss = ((y_pred - y) ** 2).mean()
    loss.backward()
    if epoch % 100 == 0:
        print(f"{epoch:3}  loss {loss:7.4f}  w.grad {w.grad:7.3f}")
    path.append((b.item(), w.item()))
    with torch.no_grad():
        for parameter in (w, b):
            parameter -= lr * parameter.grad
            parameter.grad = None

# %% compare
A = torch.stack([x, torch.ones(60)], dim=1)  # (60, 2)
best = torch.linalg.lstsq(A, y[:, None]).solution.flatten()
lines = {
    "learned": (w.item(), b.item()),
    "least squares": (best[0].item(), best[1].item()),
    "true": (true_w, true_b),
}
for name, (slope, start) in lines.items():
    loss = ((slope * x + start - y) ** 2).mean()
    print(f"{name:13}  w {slope:.3f}  b {start:.3f}  loss {loss:.4f}")

# %% plot
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ends = torch.tensor([0.0, 4.0])
ax.plot(x, y, "o", markersize=4, alpha=0.6, label="rides")
ax.plot(ends, (w * ends + b).detach(), color="C1", label="learned")
ax.plot(ends, true_w * ends + true_b, "--", color="C2", label="true")
ax.set_xlabel("distance (km)")
ax.set_ylabel("time (minutes)")
ax.set_title("The learned line lies close to the true one")
ax.legend()
plt.show()

# %% path
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ws, bs = torch.linspace(-0.3, 6, 80), torch.linspace(-0.3, 4, 80)
y_pred = ws[:, None, None] * x + bs[:, None]  # (80, 80, 60)
heights = ((y_pred - y) ** 2).mean(dim=2)  # (80, 80)
levels = [1, 2, 4, 8, 16, 32, 64]
ax.contour(bs, ws, heights, levels, colors="0.5", linewidths=0.8)
path_b, path_w = zip(*path[:100], strict=True)
ax.plot(path_b, path_w, "o-", markersize=3, label="100 steps")
ax.plot(true_b, true_w, "s", markersize=8, label="true")
ax.set_xlabel("b (minutes to lock the bike)")
ax.set_ylabel("w (minutes per km)")
ax.set_title("Fast into the valley, slow along it")
ax.legend(loc="lower right")
plt.show()
