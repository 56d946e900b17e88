import torch

w = torch.tensor(3.0, requires_grad=True)

for _ in range(2):
    loss = (w * 2 - 9) ** 2  # a new graph
    loss.backward()
    print("w.grad", w.grad)
    w.grad = None
