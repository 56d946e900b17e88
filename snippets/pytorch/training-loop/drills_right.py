import torch

logits = torch.tensor([[1.0, 2.0], [2.0, 1.0]])
y = torch.tensor([1, 1])
accuracy = (logits.argmax(dim=1) == y).mean()
print(accuracy.item())
