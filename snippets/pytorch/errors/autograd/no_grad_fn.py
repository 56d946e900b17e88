import torch

w = torch.tensor(3.0, requires_grad=True)
value = ((w * 2 - 9) ** 2).item()  # a Python float
loss = torch.tensor(value)  # a new tensor without history
loss.backward()
