import torch

w = torch.tensor(3.0, requires_grad=True)
error = w * 2 - 9
loss = error**2  # saves error, at version 0
error += 1  # version 1
loss.backward()
