import torch

w = torch.tensor(3.0, requires_grad=True)
for _ in range(2):
    loss = (w * 2 - 9) ** 2
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad  # the same tensor moves
    w.grad = None
    print(f"loss {loss.item():.2f}, leaf {w.is_leaf}")
