# %% stub
import torch
from torch import nn


class EarlyStopping:
    """Remember the best model, and say when to stop."""

    def __init__(self, patience):
        self.patience = patience
        # TODO

    def should_stop(self, val_loss, model):
        """Once an epoch: True after `patience` epochs without a better."""
        return False  # TODO

    def restore(self, model):
        """Give the model its best parameters and buffers back."""
        # TODO


# %% play
def run(val_losses, patience):
    """A pretend training: the parameter and the buffer count the epochs."""
    model, stopper = nn.BatchNorm1d(1), EarlyStopping(patience)
    for epoch, val_loss in enumerate(val_losses):
        with torch.no_grad():
            model.weight.fill_(epoch)
            model.running_mean.fill_(epoch)
        if stopper.should_stop(val_loss, model):
            break
    stopper.restore(model)
    best = int(model.weight.item())
    assert model.running_mean.item() == best, "restore the buffers, too"
    return epoch, best


# %% check
nan = float("nan")
cases = {
    "it waits `patience` epochs": ([3, 2, 4, 1, 5, 4, 3, 2, 2], 3, 6, 3),
    "a better epoch resets the wait": ([5, 6, 6, 4, 6, 6, 3, 9], 3, 7, 6),
    "an equal loss is no better one": ([2, 2, 2, 2], 2, 2, 0),
    "nan is no better one": ([2, 1, nan, nan, nan], 2, 3, 1),
    "the last epoch can be the best": ([3, 2, 1], 2, 2, 2),
}
for name, (val_losses, patience, last, best) in cases.items():
    found = run(val_losses, patience)
    assert found == (last, best), f"{name}: (last, best) is {found}"
    print(f"{name}: stopped at {last}, best was {best}")
