import torch

p = torch.tensor([0.0, 0.25, 0.75], requires_grad=True)
safe = torch.where(p > 0, p, 1.0)  # log never sees the zero
entropy = -torch.where(p > 0, safe * safe.log(), 0.0).sum()
entropy.backward()
print(f"entropy {entropy.item():.4f}")
print("grad", p.grad, "finite:", p.grad.isfinite().all().item())
