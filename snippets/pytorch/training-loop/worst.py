# %% train
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for _ in range(400):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)  # reduction="mean"
    loss.backward()
    optimizer.step()


# %% cost
with torch.inference_mode():
    y_pred = model(x)
each = nn.CrossEntropyLoss(reduction="none")(y_pred, y)  # (300,)
total = nn.CrossEntropyLoss(reduction="sum")(y_pred, y)
print(f"mean {each.mean():.4f}  median {each.median():.4f}", end="  ")
print(f"sum {total:.4f}, which is {total / each.mean():.0f} means")
for i in each.topk(3).indices.tolist():
    p = y_pred[i].softmax(dim=0)[y[i]]
    print(
        f"star {i:3d}  loss {each[i]:.3f}  p of its arm {p:.3f}",
        end="  ",
    )
    print(f"distance from the centre {x[i].norm():.2f}")
