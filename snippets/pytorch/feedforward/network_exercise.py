# %% stub
import torch
from torch import nn


class Network(nn.Module):
    """Two hidden layers with ReLU, then the output layer."""

    def __init__(self, num_in, num_hidden, num_out):
        super().__init__()
        # TODO: three layers

    def forward(self, x):  # (batch, num_in)
        # TODO: pass x through the layers
        return x  # should be the logits, (batch, num_out)


# %% check
for num_in, num_hidden, num_out in [(2, 8, 3), (5, 4, 2), (3, 6, 4)]:
    torch.manual_seed(0)
    model = Network(num_in, num_hidden, num_out)
    layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
    found = {(m.in_features, m.out_features): m for m in layers}
    wanted = [(num_in, num_hidden), (num_hidden, num_hidden)]
    wanted.append((num_hidden, num_out))
    sizes = sorted(found)
    assert sizes == sorted(wanted), f"layers {sizes}, not {wanted}"

    x = torch.randn(20, num_in)
    logits = model(x)
    assert isinstance(logits, torch.Tensor), "forward returns no tensor"
    shape = tuple(logits.shape)
    assert shape == (20, num_out), f"the output has the shape {shape}"

    a, b, c = (found[size] for size in wanted)
    expected = c(torch.relu(b(torch.relu(a(x)))))
    mistakes = {
        "no ReLU after the first layer": c(torch.relu(b(a(x)))),
        "no ReLU after the second layer": c(b(torch.relu(a(x)))),
        "no ReLU at all": c(b(a(x))),
        "a ReLU after the output": torch.relu(expected),
        "a softmax after the output": expected.softmax(dim=1),
    }
    mistake = "the values differ: another activation than ReLU?"
    for name, wrong in mistakes.items():
        if torch.allclose(logits, wrong, atol=1e-6):
            mistake = name
    assert torch.allclose(logits, expected, atol=1e-6), mistake
print("all checks pass")
