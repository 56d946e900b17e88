import torch

lr = 0.1
w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)

for _ in range(3):
    loss = (w * 2 + b - 9) ** 2
    loss.backward()
    with torch.no_grad():
        for parameter in (w, b):
            parameter = parameter - lr * parameter.grad
    print(f"loss {loss.item()}")
