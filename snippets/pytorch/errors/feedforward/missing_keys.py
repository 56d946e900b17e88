from torch import nn


class Wrapper(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module


saved = Wrapper(nn.Linear(2, 3)).state_dict()
layer = nn.Linear(2, 3)
layer.load_state_dict(saved)
