import torch
from torch.utils.data import DataLoader

loader = DataLoader(range(300), batch_size=6, shuffle=True)
torch.manual_seed(0)
next(iter(loader))  # the epochs before the stop
state = torch.get_rng_state()  # goes into the checkpoint
print("never stopped    ", next(iter(loader)).tolist())

torch.manual_seed(0)  # a new process
print("without the state", next(iter(loader)).tolist())
torch.set_rng_state(state)
print("with the state   ", next(iter(loader)).tolist())
