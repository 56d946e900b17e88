# %% rates
import matplotlib.pyplot as plt
import torch
from torch.optim import lr_scheduler

num_epochs = 60


def rates(build, **settings):
    p = torch.nn.Parameter(torch.ones(1))
    optimizer = torch.optim.SGD([p], lr=1.0)
    scheduler = build(optimizer, **settings)
    seen = []
    for _ in range(num_epochs):
        seen.append(scheduler.get_last_lr()[0])
        optimizer.step()  # stands for all updates of the epoch
        scheduler.step()  # once an epoch, after the optimizer
    return seen


steps = rates(lr_scheduler.StepLR, step_size=20, gamma=0.5)
cosine = rates(lr_scheduler.CosineAnnealingLR, T_max=num_epochs)
warm = rates(lr_scheduler.LinearLR, start_factor=0.1, total_iters=10)
for epoch in (0, 10, 20, 40, 59):
    print(f"epoch {epoch:2d}  StepLR {steps[epoch]:.3f}", end="  ")
    print(f"cosine {cosine[epoch]:.3f}  warm-up {warm[epoch]:.3f}")
# %% figure
fig, ax = plt.subplots(figsize=(5.6, 3.0))
ax.plot(steps, label="StepLR")
ax.plot(cosine, "--", label="CosineAnnealingLR")
ax.plot(warm, ":", label="LinearLR, a warm-up")
ax.set(title="Three schedules of the learning rate")
ax.set(xlabel="epoch", ylabel="learning rate", ylim=(0, 1.1))
ax.legend(loc="upper right", bbox_to_anchor=(1, 0.88))
plt.show()
