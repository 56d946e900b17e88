import torch

w = torch.tensor(3.0, requires_grad=True)
with torch.no_grad():
    loss = (w * 2 - 9) ** 2
loss.backward()
print(w.grad)
