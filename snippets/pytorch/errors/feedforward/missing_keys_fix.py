from torch import nn


class Wrapper(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module


saved = Wrapper(nn.Linear(2, 3)).state_dict()
renamed = {k.removeprefix("module."): v for k, v in saved.items()}
print(list(saved), "become", list(renamed))
print(nn.Linear(2, 3).load_state_dict(renamed))

layer = nn.Linear(2, 3)
print(layer.load_state_dict(saved, strict=False))
