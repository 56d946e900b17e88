import torch

w = torch.tensor(3.0, requires_grad=True)
error = w * 2 - 9
loss = error**2
error = error + 1  # a new tensor; the saved one stays
loss.backward()
print(w.grad)
