# %% height
import torch

x, y = 2.0, 9.0
for start in (3.0, 4.5, 6.5):
    loss = (start * x - y) ** 2
    print(f"w = {start}: loss {loss:4.1f}, slope {loss:5.1f}")

# %% move
for start in (3.0, 4.5, 6.5):
    w = torch.tensor(start, requires_grad=True)
    loss = (w * x - y) ** 2
    loss.backward()
    move = 0.0 - w.grad.item()
    print(f"w = {start}: loss {loss.item():4.1f}, slope {move:5.1f}")
