import torch

w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2  # still outside of the loop

for _ in range(3):
    loss.backward(retain_graph=True)
    with torch.no_grad():
        w -= 0.1 * w.grad
    print(f"w {w.item():.1f}, w.grad {w.grad.item()}")
    w.grad = None
