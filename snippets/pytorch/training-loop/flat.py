import matplotlib.pyplot as plt
import torch
from torch import nn

logit = torch.linspace(-8, 8, 161)
yes = torch.ones(161)  # the true answer of every star
cross_entropy = nn.BCEWithLogitsLoss(reduction="none")(logit, yes)
squared = nn.MSELoss(reduction="none")(logit.sigmoid(), yes)

fig, ax = plt.subplots(figsize=(5.6, 3.4))
ax.plot(logit, cross_entropy, label="BCEWithLogitsLoss")
ax.plot(logit, squared, "--", label="MSELoss of the sigmoid")
ax.set(title="Only one of them pulls a wrong answer back")
ax.set(xlabel="logit, where yes is true", ylabel="loss")
ax.legend()
plt.show()

wrong = torch.tensor([-8.0, -8.0], requires_grad=True)  # a sure no, twice
nn.BCEWithLogitsLoss()(wrong[0], torch.tensor(1.0)).backward()
nn.MSELoss()(wrong[1].sigmoid(), torch.tensor(1.0)).backward()
print(f"gradient at -8: {wrong.grad[0]:.4f} and {wrong.grad[1]:.4f}")
