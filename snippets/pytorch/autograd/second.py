import torch

w = torch.tensor(3.0, requires_grad=True)
loss = (w * 2 - 9) ** 2

(slope,) = torch.autograd.grad(loss, w, create_graph=True)
(curvature,) = torch.autograd.grad(slope, w)
print(f"slope {slope.item()}, curvature {curvature.item()}")
print("w.grad", w.grad)

lowest = w - slope / curvature
print(f"lowest point at w = {lowest.item()}")
