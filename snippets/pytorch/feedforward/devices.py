import torch
from torch import nn

model = nn.Linear(2, 2)
x = torch.ones(5, 2)
print("the same model: ", model.to("meta") is model)
print("the same tensor:", x.to("meta") is x)
print("model on", model.weight.device, "- data on", x.device)
