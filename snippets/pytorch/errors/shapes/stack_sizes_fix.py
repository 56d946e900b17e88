import torch

short = torch.tensor([3, 1, 4])
long = torch.tensor([3, 0, 1, 4])
pad = torch.nn.utils.rnn.pad_sequence
print(pad([short, long], batch_first=True, padding_value=-1))
print(torch.cat([short, long]))
