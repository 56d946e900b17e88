# %% ways
import torch

w = torch.tensor([3.0], requires_grad=True)
frozen = torch.tensor([3.0], requires_grad=True)
frozen.requires_grad_(False)

results = {}
results["recorded"] = w * 2
results["detach()"] = (w * 2).detach()
with torch.no_grad():
    results["no_grad"] = w * 2
with torch.inference_mode():
    results["inference_mode"] = w * 2
results["requires_grad_(False)"] = frozen * 2

for name, t in results.items():
    try:
        (w * t).sum().backward()
        reuse = "works"
    except RuntimeError:
        reuse = "refused"
    print(f"{name:22} requires_grad={t.requires_grad!s:5}  {reuse}")

# %% shared
w = torch.tensor([3.0], requires_grad=True)
same = w.detach()
copy = w.detach().clone()
same[0] = 100.0
print(f"w {w.item()}, same {same.item()}, copy {copy.item()}")

# %% frozen
w = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(1.0, requires_grad=True)
b.requires_grad_(False)  # b keeps its value from here on
loss = (w * 2 + b - 9) ** 2
loss.backward()
print("w:", w.grad, " b:", b.grad)
