import torch
from torch import nn


class Always(nn.Dropout):
    def forward(self, x):
        return nn.functional.dropout(x, self.p, training=True)


def show(dropout):
    torch.manual_seed(0)
    hidden, output = nn.Linear(2, 16), nn.Linear(16, 2)
    model = nn.Sequential(hidden, nn.ReLU(), dropout, output)
    point = torch.tensor([[0.0, 1.0]])
    for mode in [True, False]:
        model.train(mode)
        modes = [module.training for module in model]
        same = torch.equal(model(point), model(point))
        print(f"{modes}, twice the same: {same}")


# %% always
show(Always(0.5))

# %% never
show(nn.Identity())
