import torch

w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2
loss.backward()
w -= 0.1 * w.grad
