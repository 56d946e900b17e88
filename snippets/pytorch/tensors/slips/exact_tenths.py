import torch

print("numbers:", len(torch.arange(10, 13)))
