import torch

days = torch.ones(5, 3)  # five days, three readings each
layer = torch.ones(4, 3)  # four weighted sums of three readings
print(days @ layer)
