# %% solution
from torch.utils.data import DataLoader


def count_updates(num_stars, batch_size, num_epochs, drop_last):
    """Return the number of updates of a whole training run, an int."""
    batches = num_stars // batch_size
    if not drop_last and num_stars % batch_size > 0:
        batches += 1
    return batches * num_epochs


# %% check
def check(num_stars, batch_size, num_epochs, drop_last, hint):
    found = count_updates(num_stars, batch_size, num_epochs, drop_last)
    assert type(found) is int, f"an int, not {type(found).__name__}"
    stars = range(num_stars)
    loader = DataLoader(stars, batch_size, drop_last=drop_last)
    expected = sum(1 for _ in range(num_epochs) for _ in loader)
    setting = f"{num_stars} stars, batches of {batch_size}"
    setting += f", {num_epochs} epochs, drop_last={drop_last}"
    wrong = f"{setting}: {expected}, not {found}. {hint}"
    assert found == expected, wrong
    print(f"{setting}: {found} updates")


check(300, 300, 1, False, "One update a batch, not one a star.")
check(300, 50, 1, False, "The batches are all full.")
check(300, 32, 1, False, "The last, smaller batch is an update, too.")
check(300, 32, 1, True, "drop_last leaves the smaller batch out.")
check(130, 50, 4, True, "It leaves one out in every epoch.")
check(130, 50, 4, False, "Each epoch has its own smaller batch.")
check(70, 80, 3, True, "No batch is full here.")
check(70, 80, 3, False, "The only batch is smaller than the others.")
