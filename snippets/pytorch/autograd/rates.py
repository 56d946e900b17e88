import torch

for lr in (0.01, 0.1, 0.24, 0.26):
    w = torch.tensor(3.0, requires_grad=True)
    for _ in range(20):
        loss = (w * 2 - 9) ** 2
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    print(f"lr {lr}: w {w.item():.2f}")
