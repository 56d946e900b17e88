import torch

x = torch.tensor([1.0, 2.0, 4.0])
y = torch.tensor([5.5, 9.0, 16.0])
w = torch.tensor(3.0, requires_grad=True)

losses = (w * x - y) ** 2  # (3,)
losses.mean().backward()
print(w.grad)
