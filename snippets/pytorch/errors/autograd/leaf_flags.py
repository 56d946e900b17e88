import torch

w = torch.tensor(3.0, requires_grad=True)
y_pred = w * 2
y_pred.requires_grad = False
