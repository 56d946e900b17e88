# %% all
import torch
from torch import nn


class Scale(nn.Module):
    def __init__(self, persistent):
        super().__init__()
        self.learned = nn.Parameter(torch.ones(2))
        self.register_buffer("fixed", torch.ones(2), persistent)


def show(scale):
    print("trained:", [name for name, _ in scale.named_parameters()])
    print("saved:  ", list(scale.state_dict()))
    scale.to("meta")
    for name in ["plain", "learned", "fixed"]:
        print(f"moved:   {name:8}", getattr(scale, name).device)


every = nn.Module()
for name in ["plain", "learned", "fixed"]:
    every.register_parameter(name, nn.Parameter(torch.ones(2)))
show(every)

# %% unsaved
unsaved = Scale(persistent=False)
unsaved.plain = torch.ones(2)
show(unsaved)
