import torch

w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2

for _ in range(2):
    loss.backward()
    print("w.grad", w.grad)
