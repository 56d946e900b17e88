import torch

x = torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64)
y = torch.tensor([5.5, 9.0, 16.0], dtype=torch.float64)


def loss_at(w, b):
    return ((w * x + b - y) ** 2).mean()


w = torch.tensor(3.0, dtype=torch.float64, requires_grad=True)
b = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(loss_at, (w, b)))
