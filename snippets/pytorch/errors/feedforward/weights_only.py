import torch
from torch import nn

torch.save(nn.Linear(2, 3), "model.pt")  # the object, not its numbers
torch.load("model.pt")
