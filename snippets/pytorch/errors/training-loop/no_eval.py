# %% stars
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

model = nn.Sequential(
    nn.Linear(2, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 3)
)
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for _ in range(200):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()


# %% mistake
def ask():
    with torch.inference_mode():
        y_pred = model(x)
    loss = nn.functional.cross_entropy(y_pred, y)
    p = y_pred[0].softmax(dim=0).numpy().round(3)
    print(f"star 0: {p}  loss {loss:.3f}")


ask()
ask()
# %% fix
model.eval()
ask()
ask()
model.train()  # before the next epoch
