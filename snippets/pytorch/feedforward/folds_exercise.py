# %% stub
import torch

# The logit of a point is |x0| + |x1| - 1.7.
# It needs four hidden neurons with ReLU and one output neuron.
# TODO: replace the zeros
hidden_weight = torch.zeros(4, 2)
hidden_bias = torch.zeros(4)
output_weight = torch.zeros(1, 4)
output_bias = torch.zeros(1)

# %% check
parts = {
    "hidden_weight": (hidden_weight, (4, 2)),
    "hidden_bias": (hidden_bias, (4,)),
    "output_weight": (output_weight, (1, 4)),
    "output_bias": (output_bias, (1,)),
}
for name, (part, shape) in parts.items():
    kind = type(part).__name__
    assert isinstance(part, torch.Tensor), f"{name} is a {kind}"
    own = tuple(part.shape)
    assert own == shape, f"{name} has the shape {own}, not {shape}"
    hint = f"{name} is {part.dtype}: write 1.0, not 1"
    assert part.dtype == torch.float32, hint


def logit(x):  # (batch, 2)
    h = torch.relu(x @ hidden_weight.T + hidden_bias)  # (batch, 4)
    return (h @ output_weight.T + output_bias).squeeze(1)  # (batch,)


centre = logit(torch.zeros(1, 2)).item()
assert abs(centre + 1.7) < 1e-5, f"{centre:.2f} at (0, 0): the bias?"
for point in [[2.0, 0.0], [-2.0, 0.0], [0.0, 2.0], [0.0, -2.0]]:
    own = logit(torch.tensor([point])).item()
    assert abs(own - 0.3) < 1e-5, f"{own:.2f} at {point}, not 0.30"

torch.manual_seed(1)
y = torch.arange(400) % 2  # (400,) 0: inner ring, 1: outer ring
angle = 2 * torch.pi * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
wrong = (logit(x) - (x.abs().sum(dim=1) - 1.7)).abs().max().item()
assert wrong < 1e-5, f"between the axes, a logit is off by {wrong:.2f}"

accuracy = ((logit(x) > 0) == (y == 1)).float().mean().item()
print(f"all checks pass, accuracy {accuracy:.3f} without training")
