import torch

p = torch.tensor([0.0, 0.25, 0.75], requires_grad=True)
entropy = -torch.where(p > 0, p * p.log(), 0.0).sum()
entropy.backward()
print(f"entropy {entropy.item():.4f}")
print("grad", p.grad)
