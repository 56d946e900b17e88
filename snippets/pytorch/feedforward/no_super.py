from torch import nn


class Forgetful(nn.Module):
    def __init__(self):
        self.hidden = nn.Linear(2, 16)


Forgetful()
