# %% solution
import torch
from torch import nn


class Network(nn.Module):
    """Two hidden layers of 16 neurons with ReLU, and three logits."""

    def __init__(self):
        super().__init__()
        hidden = [nn.Linear(2, 16), nn.Linear(16, 16)]
        self.hidden = nn.ModuleList(hidden)
        self.output = nn.Linear(16, 3)

    def forward(self, x):  # (batch, 2)
        for layer in self.hidden:
            x = torch.relu(layer(x))  # (batch, 16)
        return self.output(x)  # (batch, 3)


# %% check
torch.manual_seed(0)
y = torch.arange(300) % 3  # (300,): three rings
angle = 2 * torch.pi * torch.rand(300)
radius = 1.0 + y + 0.12 * torch.randn(300)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

model = Network()
count = sum(p.numel() for p in model.parameters())
by_hand = (2 * 16 + 16) + (16 * 16 + 16) + (16 * 3 + 3)
assert count == by_hand, f"{count} parameters, should be {by_hand}"

for name, p in model.named_parameters():
    equal = p.ndim == 2 and (p - p[0]).abs().max() < 0.01
    assert not equal, f"the rows of {name} are the same"

layers = [m for m in model.modules() if isinstance(m, nn.Linear)]
found = {(m.in_features, m.out_features): m for m in layers}
a, b, c = found[2, 16], found[16, 16], found[16, 3]
logits, expected = model(x), c(torch.relu(b(torch.relu(a(x)))))
mistakes = {
    "no activation": c(b(a(x))),
    "no ReLU after the first layer": c(torch.relu(b(a(x)))),
    "no ReLU after the second layer": c(b(torch.relu(a(x)))),
    "a ReLU after the output": torch.relu(expected),
    "sigmoid in the place of ReLU": c(b(a(x).sigmoid()).sigmoid()),
}
mistake = "the logits differ from those of a network with ReLU"
for name, wrong in mistakes.items():
    if torch.allclose(logits, wrong, atol=1e-6):
        mistake = name
assert torch.allclose(logits, expected, atol=1e-6), mistake

optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
for _ in range(300):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
assert loss.item() < 0.2, f"the last loss is {loss.item():.4f}"
print(f"all checks pass, last loss {loss.item():.4f}")
