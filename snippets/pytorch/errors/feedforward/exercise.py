# %% stub
import torch
from torch import nn


class Network(nn.Module):
    """Three linear layers, from points (batch, 2) to logits (batch, 3)."""

    def __init__(self):
        super().__init__()
        # TODO: find and repair three mistakes
        self.hidden = [nn.Linear(2, 16), nn.Linear(16, 16)]
        self.output = nn.Linear(16, 3)
        for layer in [*self.hidden, self.output]:
            nn.init.constant_(layer.weight, 0.1)
            nn.init.constant_(layer.bias, 0.1)

    def forward(self, x):  # (batch, 2)
        for layer in self.hidden:
            x = layer(x)  # (batch, 16)
        return self.output(x)  # (batch, 3)


# %% check
torch.manual_seed(0)
y = torch.arange(300) % 3  # (300,): three rings
angle = 6.2832 * torch.rand(300)
radius = 1.0 + y + 0.12 * torch.randn(300)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

model = Network()
count = sum(p.numel() for p in model.parameters())
by_hand = (2 * 16 + 16) + (16 * 16 + 16) + (16 * 3 + 3)
assert count == by_hand, f"{count} parameters, should be {by_hand}"

optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
for _ in range(300):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()

for name, p in model.named_parameters():
    equal = p.ndim == 2 and (p - p[0]).abs().max() < 0.1
    assert not equal, f"the rows of {name} are the same"
assert loss < 0.2, f"the last loss is {loss.item():.4f}"
print(f"all checks pass, last loss {loss.item():.4f}")
