import torch

lr = 0.1
w = torch.tensor(3.0, requires_grad=True)

for _ in range(4):
    loss = (w * 2 - 9) ** 2
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad  # in place: the same tensor moves
    w.grad = None
    print(f"loss {loss.item():.4f}  w {w.item():.4f}  leaf {w.is_leaf}")
