import torch

w = torch.tensor(3.0, requires_grad=True)
with torch.inference_mode():
    x = torch.tensor(2.0)
    loss = w + x
loss.backward()
