# %% finite-difference
import math

import torch

x = 2.0  # kilometres
y = 9.0  # minutes


def loss_at(w):
    y_pred = w * x
    error = y_pred - y
    return error**2


w = 3.0
for h in (0.1, 0.001, 0.00001):
    up = (loss_at(w + h) - loss_at(w)) / h
    both = (loss_at(w + h) - loss_at(w - h)) / (2 * h)
    print(f"h = {h:.0e}  one side {up:8.4f}  both sides {both:8.4f}")

# %% curved
h = 0.1
up = (math.exp(3 + h) - math.exp(3)) / h
both = (math.exp(3 + h) - math.exp(3 - h)) / (2 * h)
print(f"one side {up:.3f}  both sides {both:.3f}")
print(f"slope of e**x at 3: {math.exp(3):.3f}")

# %% tiny
h = 1e-16
print((loss_at(w + h) - loss_at(w)) / h)

# %% chain-rule
y_pred = w * x
error = y_pred - y

dloss_derror = 2 * error  # loss = error ** 2
derror_dy_pred = 1.0  # error = y_pred - y
dy_pred_dw = x  # y_pred = w * x

by_hand = dloss_derror * derror_dy_pred * dy_pred_dw
print(f"{dloss_derror} * {derror_dy_pred} * {dy_pred_dw} = {by_hand}")

# %% autograd
w = torch.tensor(3.0, requires_grad=True)
loss = loss_at(w)  # the same function as before
loss.backward()

print(f"autograd: {w.grad.item()}")
print(f"equal to the chain rule: {w.grad.item() == by_hand}")
