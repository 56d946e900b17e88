# %% line
import torch

x = torch.tensor(4.0, requires_grad=True)
(5 * x + 100).backward()
print(x.grad.item())

# %% square
x = torch.tensor(-3.0, requires_grad=True)
(x**2).backward()
print(x.grad.item())

# %% lowest
x = torch.tensor(3.0, requires_grad=True)
((2 * x - 6) ** 2).backward()
print(x.grad.item())

# %% product
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(7.0, requires_grad=True)
(a * b).backward()
print(a.grad.item())

# %% chain
x = torch.tensor(1.0, requires_grad=True)
((3 * x) ** 2).backward()
print(x.grad.item())

# %% paths
x = torch.tensor(3.0, requires_grad=True)
(x + x * x).backward()
print(x.grad.item())

# %% mean
x = torch.ones(4, requires_grad=True)
x.mean().backward()
print(x.grad.tolist())

# %% row
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
(x**2).backward(gradient=torch.tensor([0.0, 1.0, 0.0]))
print(x.grad.tolist())

# %% relu
x = torch.tensor(-2.0, requires_grad=True)
(5 * torch.relu(x) + x).backward()
print(x.grad.item())

# %% detached
x = torch.tensor(3.0, requires_grad=True)
(x * x.detach()).backward()
print(x.grad.item())
