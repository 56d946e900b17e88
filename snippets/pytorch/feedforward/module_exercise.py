# %% stub
import torch
from torch import nn


class MLP(nn.Module):
    """A ReLU between the linear layers, none after the last."""

    def __init__(self, sizes):  # [2, 8, 5, 3] asks for three layers
        super().__init__()
        # TODO: keep one nn.Linear for each pair of neighbouring sizes

    def forward(self, x):  # (batch, sizes[0])
        # TODO: apply the layers
        return x  # should be (batch, sizes[-1])


# %% check
def same(a, b):
    return a.shape == b.shape and torch.allclose(a, b, atol=1e-6)


for sizes in [[2, 8, 5, 3], [4, 1], [3, 7, 2], [6, 5, 4, 3, 2]]:
    torch.manual_seed(0)
    model = MLP(sizes)
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    count = sum(p.numel() for p in model.parameters())
    by_hand = sum(a * b + b for a, b in pairs)
    assert count == by_hand, f"{count} parameters, should be {by_hand}"

    x = torch.randn(50, sizes[0])
    y_pred = model(x)
    assert isinstance(y_pred, torch.Tensor), "forward returns no tensor"

    modules = [m for m in model.modules() if isinstance(m, nn.Linear)]
    found = {(m.in_features, m.out_features): m for m in modules}
    h, linear = x, x  # with a ReLU between the layers, and without
    for pair in pairs:
        logits = found[pair](h)
        h, linear = torch.relu(logits), found[pair](linear)
    mistake = f"MLP({sizes}): the values differ"
    if same(y_pred, linear):
        mistake = "no ReLU between the layers"
    if same(y_pred, h):
        mistake = "a ReLU after the last layer"
    if same(y_pred, logits.softmax(dim=1)):
        mistake = "a softmax after the last layer"
    assert same(y_pred, logits), mistake
print("all checks pass")
