# %% solution
import torch
from torch import nn


class MLP(nn.Module):
    """Linear layers with a ReLU between them and none after the last."""

    def __init__(self, sizes):  # [2, 8, 8, 3] asks for three layers
        super().__init__()
        pairs = zip(sizes[:-1], sizes[1:], strict=True)
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in pairs])

    def forward(self, x):  # (batch, sizes[0])
        for layer in self.layers[:-1]:
            x = torch.relu(layer(x))
        return self.layers[-1](x)  # (batch, sizes[-1])


# %% check
torch.manual_seed(0)
model = MLP([2, 8, 8, 3])
count = sum(p.numel() for p in model.parameters())
by_hand = (2 * 8 + 8) + (8 * 8 + 8) + (8 * 3 + 3)
assert count == by_hand, f"{count} parameters, should be {by_hand}"

x = torch.randn(5, 2)
y_pred = model(x)
assert y_pred.shape == (5, 3), f"output shape is {tuple(y_pred.shape)}"

w1, b1, w2, b2, w3, b3 = model.parameters()
h = torch.relu(x @ w1.T + b1)
h = torch.relu(h @ w2.T + b2)
same = torch.allclose(y_pred, h @ w3.T + b3, atol=1e-6)
assert same, "values differ: is there a ReLU between layers, none at the end?"

shape = tuple(MLP([4, 1])(torch.randn(5, 4)).shape)
assert shape == (5, 1), f"one layer: output shape is {shape}"
print(f"all checks pass, {count} parameters")
