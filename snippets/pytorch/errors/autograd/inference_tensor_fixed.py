import torch

w = torch.tensor(3.0, requires_grad=True)
with torch.no_grad():
    x = torch.tensor([1.0, 2.0, 4.0]) * 1000  # metres

loss = (w * x).sum()
loss.backward()
print(w.grad)
