import torch

days = torch.arange(6).reshape(2, 3)
print(days.T.reshape(6))  # copies if it must
print(days.view(6))  # another order: no copy needed
