import torch

w = torch.tensor(3.0, requires_grad=True)
value = ((w * 2 - 9) ** 2).item()
loss = torch.tensor(value, requires_grad=True)
loss.backward()
print(f"loss.grad {loss.grad}, w.grad {w.grad}")
