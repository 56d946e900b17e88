# %% fixed
import torch

device = torch.device("cpu")
if torch.accelerator.is_available():  # torch 2.6 or later
    device = torch.accelerator.current_accelerator()

w = (torch.ones(3, device=device) * 0.1).requires_grad_()
loss = (w - 1).square().sum()
loss.backward()
print(f"leaf {w.is_leaf}, w.grad[0] {w.grad[0].item():.1f}")

# %% moved
moved = torch.ones(3, requires_grad=True).double()
print(moved.is_leaf, type(moved.grad_fn).__name__)
