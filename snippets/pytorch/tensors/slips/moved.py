import torch

x = torch.ones(5, 3).to("meta")
print(x.device)
