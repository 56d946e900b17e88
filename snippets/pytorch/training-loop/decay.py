import torch

settings = {"lr": 0.1, "weight_decay": 0.5}
for build in (torch.optim.SGD, torch.optim.AdamW, torch.optim.Adam):
    p = torch.nn.Parameter(torch.tensor([10.0, 1.0]))
    p.grad = torch.zeros(2)  # the data ask for no change
    build([p], **settings).step()
    print(f"{build.__name__:5}  from [10.0, 1.0] to {p.detach()}")
