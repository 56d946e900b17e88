# %% solution
import copy

import torch
from torch import nn


class EarlyStopping:
    """Remember the best model, and say when to stop."""

    def __init__(self, patience):
        self.patience = patience
        self.best, self.waited = float("inf"), 0
        self.state = None

    def should_stop(self, val_loss, model):
        """True after `patience` epochs without a better one."""
        if self.state is None or val_loss < self.best:
            if val_loss < self.best:  # not nan
                self.best = val_loss
            self.waited = 0
            self.state = copy.deepcopy(model.state_dict())
        else:
            self.waited += 1
        return self.waited >= self.patience

    def restore(self, model):
        """Give the model its best parameters and buffers back."""
        model.load_state_dict(self.state)


# %% play
class Counter(nn.Module):
    """A model whose parameter and buffer hold the epoch's number."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))
        self.register_buffer("seen", torch.zeros(1))

    def count(self, epoch):
        with torch.no_grad():
            self.weight.fill_(epoch)
            self.seen.fill_(epoch)


def run(val_losses, patience):
    """Play the losses; return the last epoch and the restored one."""
    model, stopper = Counter(), EarlyStopping(patience)
    for epoch, val_loss in enumerate(val_losses):
        model.count(epoch)
        if stopper.should_stop(val_loss, model):
            break
    try:
        stopper.restore(model)
    except (TypeError, AttributeError) as error:
        raise AssertionError(f"restore: {error}") from error
    best = int(model.weight.item())
    assert model.seen.item() == best, "restore the buffers, too"
    return epoch, best


# %% check
nan = float("nan")
cases = [
    (
        "it waits `patience` epochs",
        [3, 2, 4, 1, 5, 4, 3, 2, 2],
        3,
        6,
        3,
    ),
    ("a better epoch resets it", [5, 6, 6, 4, 6, 6, 3, 9], 3, 7, 6),
    ("an equal loss is no better one", [2, 2, 2, 2], 2, 2, 0),
    ("nan is no better one", [2, 1, nan, nan, nan], 2, 3, 1),
    ("a number is better than nan", [nan, 3, 2, 4], 2, 3, 2),
    ("the last epoch can be the best", [3, 2, 1], 2, 2, 2),
]
for name, val_losses, patience, last, best in cases:
    found = run(val_losses, patience)
    assert found == (last, best), f"{name}: (last, best) is {found}"
    print(f"{name}: stopped at {last}, best was {best}")

restored = run([nan] * 5, 3)[1]
assert restored == 0, f"all nan: epoch {restored}, not the first"
print("all nan: restored the first epoch")
