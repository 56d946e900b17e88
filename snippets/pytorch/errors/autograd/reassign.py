import torch

w = torch.tensor(3.0, requires_grad=True)
for _ in range(2):
    loss = (w * 2 - 9) ** 2
    loss.backward()
    w = w - 0.1 * w.grad  # a new tensor takes the name w
    print(f"loss {loss.item()}, leaf {w.is_leaf}")
