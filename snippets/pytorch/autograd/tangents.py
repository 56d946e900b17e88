import matplotlib.pyplot as plt
import torch

x, y = 2.0, 9.0
fig, ax = plt.subplots(figsize=(5.6, 3.4))
w = torch.linspace(1, 8, 100)
ax.plot(w, (w * x - y) ** 2)

for start, marker in ((3.0, "o"), (4.5, "s"), (6.5, "^")):
    w = torch.tensor(start, requires_grad=True)
    loss = (w * x - y) ** 2
    loss.backward()
    slope = w.grad.item()
    print(f"w = {start}: loss {loss.item():4.1f}, slope {slope:5.1f}")
    ends = torch.tensor([-0.9, 0.9])
    line = loss.detach() + w.grad * ends
    ax.plot(start + ends, line, "--", color="C1")
    ax.plot(start, loss.item(), marker, color="C1")

ax.set_xlabel("w (minutes per kilometre)")
ax.set_ylabel("loss")
ax.set_title("The gradient is the slope of the tangent")
plt.show()
