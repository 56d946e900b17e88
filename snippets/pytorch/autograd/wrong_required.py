# %% input
import torch

p = torch.tensor([0.0, 2.0], requires_grad=True)
for _ in range(4):  # four operations, the same input
    print(p.requires_grad)

# %% late
unrecorded = p * 2
print((p * 2).requires_grad)
print((p > 1).requires_grad)
print(p.argmax().requires_grad)
with torch.no_grad():
    print(unrecorded.requires_grad)
