# %% sources
import torch

w = torch.tensor([3.0, 4.0], requires_grad=True)
with torch.no_grad():
    unrecorded = w * 2
lost = {
    "torch.tensor(w.tolist())": torch.tensor(w.tolist()),
    "w.detach()": w.detach(),
    "under no_grad": unrecorded,
    "w.argmax()": w.argmax(),
}
for name, t in lost.items():
    print(f"{name:25} grad_fn {t.grad_fn}")

# %% worse
loss = torch.tensor(w.sum().item(), requires_grad=True)
loss.backward()
print("w.grad", w.grad)

# %% fixed
loss = w.sum()
loss.backward()
print("w.grad", w.grad)
