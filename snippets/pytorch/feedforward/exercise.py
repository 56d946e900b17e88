# %% stub
import torch

# Score of a point: |x0| + |x1| - 1.7, from four hidden neurons with ReLU.
# TODO: replace the zeros
hidden_weight = torch.zeros(4, 2)
hidden_bias = torch.zeros(4)
output_weight = torch.zeros(1, 4)
output_bias = torch.zeros(1)

# %% check
torch.manual_seed(1)
y = torch.arange(400) % 2  # (400,) 0: inner ring, 1: outer ring
angle = 6.2832 * torch.rand(400)
radius = 1.0 + y + 0.12 * torch.randn(400)
x = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)

parts = [hidden_weight, hidden_bias, output_weight, output_bias]
shapes = [tuple(part.shape) for part in parts]
assert shapes == [(4, 2), (4,), (1, 4), (1,)], f"the shapes are {shapes}"

h = torch.relu(x @ hidden_weight.T + hidden_bias)  # (400, 4)
score = (h @ output_weight.T + output_bias).squeeze(1)  # (400,)
wrong = (score - (x.abs().sum(dim=1) - 1.7)).abs().max()
assert wrong < 1e-5, f"a score is off by {wrong:.2f}"

accuracy = ((score > 0) == (y == 1)).float().mean()
print(f"all checks pass, accuracy {accuracy:.3f} without training")
