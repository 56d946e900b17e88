import matplotlib.pyplot as plt
import torch
from torch.nn import functional as F

z = torch.linspace(-6, 6, 241, requires_grad=True)
functions = [torch.relu, torch.sigmoid, torch.tanh, F.gelu]
dashes = ["-", "--", ":", "-."]

fig, (top, bottom) = plt.subplots(2, 1, figsize=(5.6, 5.6), sharex=True)
for function, dash in zip(functions, dashes, strict=True):
    name = function.__name__
    value = function(z)
    (slope,) = torch.autograd.grad(value.sum(), z)
    top.plot(z.detach(), value.detach(), dash, label=name)
    bottom.plot(z.detach(), slope, dash)
    middle, end = slope[130].item(), slope[-1].item()
    print(f"{name:8} slope at 0.5: {middle:.3f}   at 6: {end:.3f}")

top.set(title="Value: each curve bends", ylabel="activation")
top.set_ylim(-1.5, 3)
top.legend()
bottom.set(title="Slope: sigmoid and tanh go flat on both sides")
bottom.set(xlabel="z", ylabel="derivative")
plt.show()
