# %% dropout
import torch
from torch import nn

torch.manual_seed(0)
dropout = nn.Dropout(p=0.25)
h = torch.ones(8)
print("train:", [round(value, 2) for value in dropout(h).tolist()])

dropout.eval()
print("eval: ", dropout(h).tolist())

# %% model
model = nn.Sequential(
    nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.25), nn.Linear(16, 2)
)
point = torch.tensor([[0.0, 1.0]])
for mode in [True, False]:
    model.train(mode)  # train(False) does what eval() does
    modes = [module.training for module in model]
    same = torch.equal(model(point), model(point))
    print(f"{modes}, twice the same: {same}")

# %% independent
model.eval()
print("eval() alone:     graph", model(point).requires_grad)

model.train()
with torch.inference_mode():
    first, second = model(point), model(point)
same = torch.equal(first, second)
graph = first.requires_grad
print(f"inference_mode(): graph {graph}, twice the same: {same}")
