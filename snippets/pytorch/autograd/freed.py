import torch

w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2
print("the square has saved", loss.grad_fn._saved_self.item())

loss.backward()
try:
    loss.grad_fn._saved_self.item()
except RuntimeError as problem:
    print("after backward:", str(problem).split(" (")[0])

w.grad = None
total = w + 1
total.backward()
total.backward()
print("w + 1, called twice:", w.grad.item())
