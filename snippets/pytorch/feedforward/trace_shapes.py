import torch
from torch import nn


def report(module, args, output):
    before, after = tuple(args[0].shape), tuple(output.shape)
    print(f"  {type(module).__name__:10} {before} -> {after}")


sequence = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 2))
for module in sequence.modules():  # the sequence and its three parts
    module.register_forward_hook(report)

print("sequence(...)")
sequence(torch.ones(5, 2))
print("sequence.forward(...)")
sequence.forward(torch.ones(5, 2))
