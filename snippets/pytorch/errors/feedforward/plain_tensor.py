# %% class
import torch
from torch import nn


class Line(nn.Module):
    def __init__(self, shift):
        super().__init__()
        self.slope = nn.Linear(1, 1, bias=False)
        self.shift = shift

    def forward(self, x):  # (batch, 1)
        return self.slope(x) + self.shift


# %% symptom
def fit(model):
    x = torch.linspace(-1, 1, 21).unsqueeze(1)  # (21, 1)
    y = 3 * x + 5
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(300):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
    print(f"loss {loss.item():.3f}, shift {model.shift.item():.3f}")


fit(Line(torch.zeros(1, requires_grad=True)))

# %% fix
fit(Line(nn.Parameter(torch.zeros(1))))
