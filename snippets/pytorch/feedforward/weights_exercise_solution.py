# %% solution
import torch
from torch import nn


class Network(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.hidden = nn.Linear(2, 16)
        self.output = nn.Linear(16, num_classes)

    def forward(self, x):  # (batch, 2)
        return self.output(torch.relu(self.hidden(x)))


def reuse(trained, num_classes):
    """A network with a frozen copy of trained.hidden and a new output."""
    network = Network(num_classes)
    network.hidden.load_state_dict(trained.hidden.state_dict())
    network.hidden.requires_grad_(False)
    return network


# %% check
torch.manual_seed(0)
trained = Network(2)
network = reuse(trained, 3)
assert network(torch.ones(5, 2)).shape == (5, 3), "expected 3 logits"

for name in ["weight", "bias"]:
    old, new = getattr(trained.hidden, name), getattr(network.hidden, name)
    assert torch.equal(old, new), f"hidden.{name} is not that of trained"
    assert old is not new, f"both networks hold the same hidden.{name}"
    assert old.requires_grad, "trained itself was frozen"

learns = [name for name, p in network.named_parameters() if p.requires_grad]
assert learns == ["output.weight", "output.bias"], f"{learns} can learn"

start = network.hidden.weight.clone()
with torch.no_grad():
    trained.hidden.weight.add_(1.0)
assert torch.equal(network.hidden.weight, start), "the memory is shared"
print("all checks pass")
