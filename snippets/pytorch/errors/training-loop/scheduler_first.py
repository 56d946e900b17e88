# %% mistake
import torch


def rates(scheduler_first):
    p = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
    used = []
    for _ in range(4):
        if scheduler_first:
            scheduler.step()
        used.append(scheduler.get_last_lr()[0])
        optimizer.step()
        if not scheduler_first:
            scheduler.step()
    return used


print(rates(scheduler_first=True))
# %% fix
print(rates(scheduler_first=False))
