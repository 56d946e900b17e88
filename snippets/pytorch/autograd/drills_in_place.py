import torch

w = torch.tensor(3.0, requires_grad=True)
total = w * w
total += 1
total.backward()
print(w.grad.item())
