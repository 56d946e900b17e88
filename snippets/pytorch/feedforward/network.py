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
inputs = [(0, 1.5), (0, 0.5)]  # the place of each circle
hidden = [(1.2, 2.1), (1.2, 1.0), (1.2, -0.1)]
outputs = [(2.4, 1.5), (2.4, 0.5)]

fig, ax = plt.subplots(figsize=(5.6, 4.4), layout="tight")


def draw_edges(sources, targets, weights):
    for i, (x1, y1) in enumerate(targets):
        for j, (x0, y0) in enumerate(sources):
            weight = weights[i, j].item()
            style = "-" if weight > 0 else "--" if weight < 0 else ":"
            ax.plot([x0, x1], [y0, y1], style, color="0.6", zorder=0)
            at = 0.3 if len(sources) == 3 else 0.7  # of the way
            place = (x0 + at * (x1 - x0), y0 + at * (y1 - y0) + 0.07)
            ax.text(*place, f"{weight:g}", ha="center", fontsize=10)


def draw_nodes(places, texts, color, below):
    for (x0, y0), text, note in zip(places, texts, below, strict=True):
        ax.plot(x0, y0, "o", ms=34, color=color)
        ax.text(x0, y0, text, ha="center", va="center", color="white")
        ax.text(x0, y0 - 0.38, note, ha="center", fontsize=9)


draw_edges(inputs, hidden, hidden_weight)
draw_edges(hidden, outputs, output_weight)
sums = (x @ hidden_weight.T + hidden_bias).flatten().tolist()
values = [f"{max(0.0, number):g}" for number in sums]
notes = []
for b, number in zip(hidden_bias.tolist(), sums, strict=True):
    notes.append(f"bias {b:g}, sum {number:g}")
draw_nodes(inputs, ["2", "1"], "C0", ["feature 0", "feature 1"])
draw_nodes(hidden, values, "C2", notes)
notes = [f"bias {b:g}" for b in output_bias.tolist()]
draw_nodes(outputs, ["?", "?"], "C1", notes)
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
