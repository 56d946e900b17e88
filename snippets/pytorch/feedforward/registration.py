import torch
from torch import nn


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.plain = torch.ones(2)
        self.learned = nn.Parameter(torch.ones(2))
        self.register_buffer("fixed", torch.ones(2))


scale = Scale()
print("trained:", [name for name, _ in scale.named_parameters()])
print("saved:  ", list(scale.state_dict()))

scale.to("meta")  # a stand-in for a GPU: shapes without values
for name in ["plain", "learned", "fixed"]:
    print(f"moved:   {name:8}", getattr(scale, name).device)
