import torch

w = torch.tensor(3.0, requires_grad=True)
error = w * 2 - 9
square, cube = error**2, error**3  # two losses, one shared error

square.backward(retain_graph=True)  # keep the shared part
cube.backward()
print("two calls:", w.grad)

w.grad = None
error = w * 2 - 9
(error**2 + error**3).backward()
print("one call: ", w.grad)
