# %% between
import torch
from torch.utils.data import DataLoader

loader = DataLoader(range(12), batch_size=4, shuffle=True)


def epoch():
    return [batch.tolist() for batch in loader]


torch.manual_seed(0)
epoch()  # an epoch before the stop
state = torch.get_rng_state()  # goes into the checkpoint
print("never stopped    ", epoch())

torch.manual_seed(0)  # a new process
print("without the state", epoch())
torch.set_rng_state(state)
print("with the state   ", epoch())
# %% within
torch.manual_seed(0)
batches = iter(loader)
print("first batch ", next(batches).tolist())
state = torch.get_rng_state()
print("never stopped", [batch.tolist() for batch in batches])

torch.set_rng_state(state)  # a new process
print("with the state", epoch())
