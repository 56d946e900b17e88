# %% slopes
import matplotlib.pyplot as plt
import torch


def slope(function, at):
    x = torch.tensor(at, requires_grad=True)
    function(x).backward()
    return x.grad.item()


for step in (torch.round, torch.sign, torch.relu):
    below, above = slope(step, -2.3), slope(step, 2.3)
    print(f"{step.__name__:5} slope at -2.3: {below}, at 2.3: {above}")

scores = torch.tensor([0.2, 1.5], requires_grad=True)
print("argmax:", scores.argmax(), scores.argmax().requires_grad)
print("x > 1: ", scores > 1, (scores > 1).requires_grad)

# %% staircase
w = torch.linspace(3, 6, 301, requires_grad=True)
exact = (w * 2 - 9) ** 2
whole = ((w * 2).round() - 9) ** 2
whole.sum().backward()
print("steepest slope, whole minutes:", w.grad.abs().max().item())

fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(w.detach(), exact.detach(), "--", label="exact minutes")
ax.plot(w.detach(), whole.detach(), label="whole minutes")
ax.set_xlabel("w (minutes per kilometre)")
ax.set_ylabel("loss")
ax.set_title("Rounding makes the loss a staircase")
ax.legend()
plt.show()
