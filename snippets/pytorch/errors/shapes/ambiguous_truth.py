import torch

noon = torch.tensor([17.0, 19.0, 15.0])
if noon > 16:
    print("warm")
