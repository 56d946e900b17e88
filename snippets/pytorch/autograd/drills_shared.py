import torch

w = torch.tensor(3.0, requires_grad=True)
losses = (w * torch.tensor([1.0, 2.0])) ** 2
losses[0].backward()
losses[1].backward()
print(w.grad.item())
