import torch

w = torch.tensor(2.0, requires_grad=True)
loss = (w * w - 9) ** 2  # the product saves w

for _ in range(2):
    loss.backward(retain_graph=True)
    with torch.no_grad():
        w -= 0.01 * w.grad
    w.grad = None
    print(f"w {w.item():.2f}")
