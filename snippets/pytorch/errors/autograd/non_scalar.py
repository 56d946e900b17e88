import torch

x = torch.tensor([1.0, 2.0, 4.0])  # (3,) kilometres
y = torch.tensor([5.5, 9.0, 16.0])  # (3,) minutes
w = torch.tensor(3.0, requires_grad=True)

losses = (w * x - y) ** 2  # (3,)
losses.backward()
