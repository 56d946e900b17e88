import torch

p = torch.tensor([0.0, 2.0], requires_grad=True)
with torch.no_grad():
    unrecorded = p * 2

print((p * 2).requires_grad)
print((p > 1).requires_grad)
print(p.argmax().requires_grad)
print(unrecorded.requires_grad)
