import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F

z = torch.linspace(-6, 6, 241, requires_grad=True)
functions = [torch.relu, torch.sigmoid, torch.tanh, F.gelu]

fig, (top, bottom) = plt.subplots(2, 1, figsize=(5.6, 5.6), sharex=True)
for function, dash in zip(functions, ["-", "--", ":", "-."], strict=True):
    name = function.__name__
    value = function(z)
    (slope,) = torch.autograd.grad(value.sum(), z)
    top.plot(z.detach(), value.detach(), dash, label=name)
    bottom.plot(z.detach(), slope, dash)
    print(f"{name:8} slope at 0.5: {slope[130]:.3f}   at 6: {slope[-1]:.3f}")

top.set(title="Value: each curve bends", ylabel="activation", ylim=(-1.5, 3))
top.legend()
bottom.set(title="Slope: sigmoid and tanh go flat on both sides")
bottom.set(xlabel="z", ylabel="derivative")
plt.show()
