# %% copied
import torch

w = torch.tensor([3.0], requires_grad=True)
same = w.detach().clone()
copy = w.detach().clone()
same[0] = 100.0
print(f"w {w.item()}, same {same.item()}, copy {copy.item()}")

# %% all
w = torch.tensor([3.0], requires_grad=True)
same = w.detach()
copy = w.detach()
same[0] = 100.0
print(f"w {w.item()}, same {same.item()}, copy {copy.item()}")
