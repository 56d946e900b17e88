import torch

w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(0.0, requires_grad=True)

for _ in range(3):
    loss = (w * 2 + b - 9) ** 2
    loss.backward()
    with torch.no_grad():
        for parameter in (w, b):
            parameter -= 0.05 * parameter.grad
            parameter.grad = None
    print(f"loss {loss.item():.4f}")
