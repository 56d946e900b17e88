# %% losses
import matplotlib.pyplot as plt
import torch
from torch import nn

logit = torch.linspace(-8, 8, 161)
yes = torch.ones(161)  # the true answer of every star
cross_entropy = nn.BCEWithLogitsLoss(reduction="none")(logit, yes)
squared = nn.MSELoss(reduction="none")(logit.sigmoid(), yes)
# %% figure
fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(logit, cross_entropy, label="BCEWithLogitsLoss")
ax.plot(logit, squared, "--", label="MSELoss of the sigmoid")
ax.set(title="Only one of them pulls a wrong answer back")
ax.set(xlabel="logit, where yes is true", ylabel="loss")
ax.legend()
plt.show()
# %% slopes
true = torch.tensor(1.0)
for criterion in (nn.BCEWithLogitsLoss(), nn.MSELoss()):
    wrong = torch.tensor(-8.0, requires_grad=True)  # sure of no
    answer = wrong
    if isinstance(criterion, nn.MSELoss):
        answer = wrong.sigmoid()
    criterion(answer, true).backward()
    print(f"{type(criterion).__name__}: slope {wrong.grad:.4f} at -8")
