# %% setup
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)

model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
bias = model[2].bias  # three numbers to watch
print("bias", bias.data, "grad", bias.grad)
# %% zero-forward
optimizer.zero_grad()  # 1. clear the gradients

y_pred = model(x)  # 2. forward pass and loss
loss = criterion(y_pred, y)
print(f"loss {loss:.4f}")
print("bias", bias.data, "grad", bias.grad)
# %% backward
loss.backward()  # 3. fill .grad of every parameter
print("bias", bias.data, "grad", bias.grad)

one_hot = nn.functional.one_hot(y, 3)
by_hand = (y_pred.softmax(dim=1) - one_hot).mean(dim=0)
print("gradient by hand            ", by_hand.data)
# %% update
by_hand = bias.data - 0.5 * bias.grad

optimizer.step()  # 4. move every parameter against its gradient
print("bias", bias.data)
print("hand", by_hand)
print(f"loss {criterion(model(x), y):.4f}")
# %% without-zero
old = bias.grad.clone()

loss = criterion(model(x), y)
loss.backward()  # the second backward, without step 1
print("without zero_grad", bias.grad)

optimizer.zero_grad()
loss = criterion(model(x), y)
loss.backward()
print("with zero_grad   ", bias.grad)
print("old + new        ", old + bias.grad)
