# %% count
import torch

w = torch.tensor(3.0, requires_grad=True)
error = w * 2 - 9
error += 1  # before the square saves it
loss = error**2
print("saved at version", error._version)
loss.backward()
print("w.grad", w.grad.item())

# %% which
steps = {
    "error + 1": lambda t: t + 1,
    "error * 5": lambda t: t * 5,
    "error ** 2": lambda t: t**2,
    "error.sin()": torch.sin,
    "error.exp()": torch.exp,
}
for name, step in steps.items():
    error = w * 2 - 9
    loss = step(error)
    error += 1  # after the step
    try:
        loss.backward()
        print(f"{name:12} works: the step has not saved error")
    except RuntimeError:
        print(f"{name:12} fails: the step has saved error")
