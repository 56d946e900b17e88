import torch

w = torch.tensor(3.0, requires_grad=True)
with torch.inference_mode():
    x = torch.tensor(2.0)
(w + x).backward()
print(w.grad.item())
