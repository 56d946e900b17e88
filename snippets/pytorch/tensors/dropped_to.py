import torch

x = torch.ones(3)
x.to("meta")  # the result is dropped
print(x.device)
x = x.to("meta")
print(x.device, x.shape)

layer = torch.nn.Linear(3, 1)
layer.to("meta")  # a module moves in place
print(layer.weight.device)
