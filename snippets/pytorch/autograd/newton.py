import torch

w = torch.tensor(0.1, requires_grad=True)
loss = w**4 - w**2  # lowest at 0.7071, a hilltop at 0
(slope,) = torch.autograd.grad(loss, w, create_graph=True)
(curvature,) = torch.autograd.grad(slope, w)

moved = w - slope / curvature
print(f"slope {slope.item():.2f}, curvature {curvature.item():.2f}")
print(f"from 0.1 to {moved.item():.3f}")
