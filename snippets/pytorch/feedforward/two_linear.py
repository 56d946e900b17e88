import torch
from torch import nn

torch.manual_seed(0)
first, second = nn.Linear(2, 16), nn.Linear(16, 2)
weight = second.weight @ first.weight  # (2, 16) @ (16, 2) = (2, 2)
bias = second.weight @ first.bias + second.bias  # (2,)

batch = torch.randn(5, 2)
one = batch @ weight.T + bias  # one layer: merged weight and bias
two = second(first(batch))
print("two layers equal one:", torch.allclose(two, one, atol=1e-6))

bent = second(torch.relu(first(batch)))
print("with ReLU between:   ", torch.allclose(bent, one, atol=1e-6))
