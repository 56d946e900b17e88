# %% stars
import torch
from torch import nn

torch.manual_seed(0)
y = torch.randint(3, (300,))
r = 2 * torch.rand(300)
angle = 1.5 * r + 2 * torch.pi * y / 3 + 0.3 * torch.randn(300)
x = torch.stack([r * angle.cos(), r * angle.sin()], dim=1)


# %% answers
def train(num_outputs, criterion, target):
    torch.manual_seed(1)
    model = nn.Sequential(
        nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, num_outputs)
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(400):
        optimizer.zero_grad()
        criterion(model(x), target).backward()
        optimizer.step()
    return model(x).detach()


def show(name, arm):
    wrong = arm[arm != y]
    accuracy = (arm == y).float().mean()
    middle = (wrong == 1).sum()
    print(f"{name:12}  accuracy {accuracy:.3f}", end="  ")
    print(f"wrong answers {len(wrong)}, arm 1 in {middle} of them")


show("CrossEntropy", train(3, nn.CrossEntropyLoss(), y).argmax(dim=1))
number = train(1, nn.MSELoss(), y.float().unsqueeze(1)).squeeze(1)
show("MSE", number.round().long())
