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
    """A new Network with a frozen copy of trained.hidden."""
    network = Network(num_classes)
    network.hidden.load_state_dict(trained.hidden.state_dict())
    network.hidden.requires_grad_(False)
    return network


# %% check
for num_classes in [3, 5]:
    torch.manual_seed(num_classes)
    trained = Network(2)
    network = reuse(trained, num_classes)
    assert isinstance(network, nn.Module), "reuse returns no network"
    assert network is not trained, "reuse returns trained itself"
    shape = tuple(network(torch.ones(4, 2)).shape)
    assert shape == (4, num_classes), f"the logits have shape {shape}"

    for name in ["weight", "bias"]:
        old = getattr(trained.hidden, name)
        new = getattr(network.hidden, name)
        assert old.requires_grad, f"trained.hidden.{name} was frozen"
        assert torch.equal(old, new), f"hidden.{name} was not copied"
        shared = old.data_ptr() == new.data_ptr()
        assert not shared, f"both hidden.{name} share their memory"
        assert not new.requires_grad, f"hidden.{name} is not frozen"

    for name, parameter in network.output.named_parameters():
        assert parameter.requires_grad, f"output.{name} cannot learn"
print("all checks pass")
