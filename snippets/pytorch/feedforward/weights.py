# %% rings
import copy
import math

import torch
from torch import nn

torch.manual_seed(0)
y = torch.arange(400) % 2  # (400,) class 0 or 1
angle = 2 * math.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

criterion = nn.CrossEntropyLoss()


def train(model, num_epochs=200, lr=0.5):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()


def report(model):
    with torch.no_grad():
        logits = model(x)  # (400, 2)
    loss = criterion(logits, y)
    accuracy = (logits.argmax(dim=1) == y).float().mean()
    print(f"loss {loss.item():.3f}, accuracy {accuracy.item():.3f}")


# %% network
class Network(nn.Module):
    def __init__(self, num_hidden):
        super().__init__()
        self.hidden = nn.Linear(2, num_hidden)
        self.output = nn.Linear(num_hidden, 2)

    def forward(self, x):  # (batch, 2)
        return self.output(torch.relu(self.hidden(x)))


# %% zero
zeros = Network(16)
for parameter in zeros.parameters():
    nn.init.zeros_(parameter)
train(zeros)
report(zeros)

largest = max(p.grad.abs().max().item() for p in zeros.parameters())
print(f"largest gradient {largest:.3f}, ln 2 = {math.log(2):.3f}")

# %% constant
constant = Network(16)
for parameter in constant.parameters():
    nn.init.constant_(parameter, 0.1)
train(constant)
report(constant)

torch.manual_seed(0)
model = Network(16)  # random weights
train(model)
report(model)

for name, net in [("constant", constant), ("random", model)]:
    rows = net.hidden.weight  # (16, 2): one row per neuron
    difference = (rows - rows[0]).abs().max()
    print(f"{name:8} rows differ by at most {difference.item():.3f}")


# %% apply
def start(module):
    if isinstance(module, nn.Linear):
        nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        nn.init.zeros_(module.bias)


torch.manual_seed(0)
kaiming = Network(16)
kaiming.apply(start)  # calls start for every module inside
print("biases:", kaiming.hidden.bias.unique().tolist())
train(kaiming)
report(kaiming)

# %% freeze
torch.manual_seed(0)
frozen = Network(16)
frozen.hidden.requires_grad_(False)
before = frozen.hidden.weight.clone()
train(frozen)
report(frozen)

print("hidden unchanged:", torch.equal(frozen.hidden.weight, before))
trained = sum(p.numel() for p in frozen.parameters() if p.requires_grad)
count = sum(p.numel() for p in frozen.parameters())
print("trained:", trained, "of", count)

# %% save
torch.save(model.state_dict(), "rings.pt")
for name, tensor in model.state_dict().items():
    print(f"{name:14} {tuple(tensor.shape)}")

# %% load
restored = Network(16)  # other random weights
print("before:", torch.equal(restored(x), model(x)))
state = torch.load("rings.pt", map_location="cpu", weights_only=True)
print(restored.load_state_dict(state))
print("after: ", torch.equal(restored(x), model(x)))

# %% alias
best = model.state_dict()
safe = copy.deepcopy(model.state_dict())
with torch.no_grad():
    model.output.bias.add_(1.0)  # what a later update would do

saved = state["output.bias"]  # the numbers in the file
print("best is as saved:", torch.equal(best["output.bias"], saved))
print("safe is as saved:", torch.equal(safe["output.bias"], saved))
