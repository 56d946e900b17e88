import torch

w = torch.tensor(3.0, requires_grad=True)
total = w * 1
square = total * total
total += 1
square.backward()
