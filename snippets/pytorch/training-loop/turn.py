# %% guess
import torch
from torch import nn

torch.manual_seed(0)
x = 2 * torch.rand(300, 1)  # distance from the centre
noise = 0.3 * torch.randn(300, 1)
y = 1.5 * x + noise  # how far the arm has turned, (300, 1)
criterion = nn.MSELoss()

guess = y.mean().expand(300, 1)  # the best answer that ignores x
print(f"MSELoss of the mean    {criterion(guess, y):.4f}")
print(f"by hand                {((guess - y) ** 2).mean():.4f}")
print(f"variance of the target {y.var(correction=0):.4f}")
# %% fit
model = nn.Linear(1, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for i in range(401):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    if i % 100 == 0:
        print(f"update {i:3d}  loss {loss:.4f}")

weight, bias = model.weight.item(), model.bias.item()
print(f"learned turn = {weight:.3f} x + {bias:.3f}")
print("true    turn = 1.500 x + 0.000")
print(f"mean square of the noise {noise.square().mean():.4f}")
