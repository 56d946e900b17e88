# %% block
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, num_in, num_out):
        super().__init__()
        self.linear = nn.Linear(num_in, num_out)
        self.activation = nn.ReLU()

    def forward(self, x):  # (batch, num_in)
        return self.activation(self.linear(x))  # (batch, num_out)


model = nn.Sequential(Block(2, 16), Block(16, 8), nn.Linear(8, 2))
for name, parameter in model.named_parameters():
    print(f"{name:15} {tuple(parameter.shape)}")

# %% trace


def trace(name):
    def report(module, args, output):
        before, after = tuple(args[0].shape), tuple(output.shape)
        kind = type(module).__name__
        print(f"{name:13} {kind:10} {before} -> {after}")

    return report


for name, module in model.named_modules():
    module.register_forward_hook(trace(name or "all"))

batch = torch.ones(5, 2)
y_pred = model(batch)

# %% forward
skipped = model.forward(batch)
print("same output:", torch.equal(skipped, y_pred))
