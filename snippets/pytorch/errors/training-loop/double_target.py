import numpy
import torch
from torch import nn

p = torch.tensor([[0.9], [0.2]])  # probabilities
y = torch.from_numpy(numpy.array([[1.0], [0.0]]))  # float64
nn.BCELoss()(p, y)
