# %% lowest
import torch

w = torch.tensor(0.1, requires_grad=True)
loss = w**4 - w**2
(slope,) = torch.autograd.grad(loss, w, create_graph=True)
(curvature,) = torch.autograd.grad(slope, w)

lowest = 0.5**0.5
print(f"slope {slope.item():.2f}, curvature {curvature.item():.2f}")
print(f"from 0.1 to {lowest:.3f}")

# %% size
moved = w - slope / curvature.abs()
print(f"slope {slope.item():.2f}, curvature {curvature.item():.2f}")
print(f"from 0.1 to {moved.item():.3f}")
