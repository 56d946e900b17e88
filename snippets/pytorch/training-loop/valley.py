# %% path
import matplotlib.pyplot as plt
import torch

scale = torch.tensor([1.0, 20.0])


def path(build, **settings):
    p = torch.tensor([-4.0, 1.0], requires_grad=True)
    optimizer = build([p], **settings)
    points = [p.tolist()]
    for _ in range(40):
        optimizer.zero_grad()
        loss = (scale * p**2).sum() / 2
        loss.backward()
        optimizer.step()
        points.append(p.tolist())
    print(f"{build.__name__:5} {settings}: last loss {loss:.4f}")
    return torch.tensor(points)


sgd = path(torch.optim.SGD, lr=0.095)
momentum = path(torch.optim.SGD, lr=0.04, momentum=0.6)
adam = path(torch.optim.AdamW, lr=0.12)
# %% figure
a, b = torch.linspace(-4.5, 1.5, 100), torch.linspace(-1.2, 1.2, 100)
height = (a**2 + 20 * b[:, None] ** 2) / 2

fig, ax = plt.subplots(figsize=(5.6, 3.4))
levels = [0.5, 2, 5, 9, 14]
ax.contour(a, b, height, levels=levels, colors="0.5", alpha=0.6)
ax.plot(*sgd.T, marker="o", ms=3, lw=1, label="SGD")
ax.plot(*momentum.T, "--", marker="s", ms=3, lw=1, label="momentum")
ax.plot(*adam.T, ":", marker="^", ms=3, lw=1, label="AdamW")
ax.set(title="Three ways down a narrow valley")
ax.set(xlabel="first parameter", ylabel="second parameter")
ax.legend(loc="lower right")
plt.show()
