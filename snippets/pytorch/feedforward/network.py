# %% numbers
import matplotlib.pyplot as plt
import torch
from torch import nn

x = torch.tensor([[2.0, 1.0]])  # (1, 2): one point

hidden_weight = torch.tensor([[1.0, 2.0], [0.0, -1.0], [3.0, 0.0]])
hidden_bias = torch.tensor([0.5, 0.0, -1.0])

output_weight = torch.tensor([[1.0, 2.0, -0.5], [-1.0, 1.0, 1.0]])
output_bias = torch.tensor([0.0, 0.5])

# %% picture
columns = [
    [(0, 1.5), (0, 0.5)],  # the places of the two features
    [(1.2, 2.1), (1.2, 1.0), (1.2, -0.1)],  # of the hidden neurons
    [(2.4, 1.5), (2.4, 0.5)],  # of the two outputs
]
sums = (x @ hidden_weight.T + hidden_bias).flatten().tolist()
circles = [["2", "1"], [f"{max(0.0, z):g}" for z in sums], ["?", "?"]]
notes = [["feature 0", "feature 1"], [], []]
for b, z in zip(hidden_bias.tolist(), sums, strict=True):
    notes[1].append(f"bias {b:g}, sum {z:g}")
for b in output_bias.tolist():
    notes[2].append(f"bias {b:g}")

fig, ax = plt.subplots(figsize=(5.6, 4.4), layout="tight")
for layer, weights in enumerate([hidden_weight, output_weight]):
    at = [0.7, 0.25][layer]  # where on its line a weight stands
    for i, (x1, y1) in enumerate(columns[layer + 1]):
        for j, (x0, y0) in enumerate(columns[layer]):
            weight = weights[i, j].item()
            dash = "-" if weight > 0 else "--" if weight < 0 else ":"
            ax.plot([x0, x1], [y0, y1], dash, color="0.6", zorder=0)
            high = y0 + at * (y1 - y0) + 0.05
            along = x0 + at * (x1 - x0) + 0.05 * (y0 - y1)
            ax.text(along, high, f"{weight:g}", ha="center")
for places, texts, below, color in zip(
    columns, circles, notes, ["C0", "C2", "C1"], strict=True
):
    for (x0, y0), text, note in zip(places, texts, below, strict=True):
        ax.plot(x0, y0, "o", ms=34, color=color)
        ax.text(x0, y0, text, ha="center", va="center", color="white")
        shift = 0.26 if y0 > 2 else -0.36
        ax.text(x0, y0 + shift, note, ha="center", fontsize=9)
ax.set(xlim=(-0.4, 2.8), ylim=(-0.6, 2.5))
ax.set_title("Two features, three hidden neurons, two logits")
ax.axis("off")
plt.show()

# %% forward
z = x @ hidden_weight.T + hidden_bias  # (1, 3): the sums
h = torch.relu(z)  # (1, 3): the hidden values
logits = h @ output_weight.T + output_bias  # (1, 2)
print("logits", logits.tolist())


# %% module
class Network(nn.Module):
    def __init__(self, num_hidden):
        super().__init__()
        self.hidden = nn.Linear(2, num_hidden)
        self.output = nn.Linear(num_hidden, 2)

    def forward(self, x):  # (batch, 2)
        z = self.hidden(x)  # (batch, num_hidden)
        h = torch.relu(z)  # (batch, num_hidden)
        return self.output(h)  # (batch, 2): the logits


# %% same
model = Network(num_hidden=3)
with torch.no_grad():
    model.hidden.weight.copy_(hidden_weight)
    model.hidden.bias.copy_(hidden_bias)
    model.output.weight.copy_(output_weight)
    model.output.bias.copy_(output_bias)

print(model)
print("logits", model(x).tolist())
