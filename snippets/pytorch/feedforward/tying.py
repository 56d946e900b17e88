# %% tie
import torch
from torch import nn


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.second = nn.Linear(2, 2)
        # one parameter, two names
        self.second.weight = self.first.weight

    def forward(self, x):  # (batch, 2)
        return self.second(torch.relu(self.first(x)))  # (batch, 2)


torch.manual_seed(0)
tied = Tied()
print("parameters:", [name for name, _ in tied.named_parameters()])
print("state dict:", list(tied.state_dict()))

# %% gradients
free = Tied()
free.second.weight = nn.Parameter(tied.first.weight.detach().clone())
free.load_state_dict(tied.state_dict())  # equal numbers, two parameters

batch = torch.randn(5, 2)
tied(batch).square().mean().backward()
free(batch).square().mean().backward()
both = free.first.weight.grad + free.second.weight.grad
print("the uses add up:", torch.allclose(tied.first.weight.grad, both))
