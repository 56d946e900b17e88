# %% solution
import torch
from torch import nn


def predict(model, x):
    """The class (batch,) of each point, and its probability (batch,)."""
    mode = model.training
    model.eval()
    with torch.inference_mode():
        probability, label = model(x).softmax(dim=1).max(dim=1)
    model.train(mode)
    return label, probability


# %% check
torch.manual_seed(0)
hidden, output = nn.Linear(2, 16), nn.Linear(16, 3)
model = nn.Sequential(hidden, nn.ReLU(), nn.Dropout(0.5), output)
x = torch.randn(50, 2)
scores = output(torch.relu(hidden(x))).exp()  # (50, 3), without dropout
expected = (scores / scores.sum(dim=1, keepdim=True)).max(dim=1)
recording = []  # whether each call of the model records a graph
model.register_forward_hook(
    lambda *_: recording.append(torch.is_grad_enabled())
)

for mode in [True, False]:
    model.train(mode)
    label, probability = predict(model, x)
    assert torch.equal(label, expected.indices), "wrong classes"
    near = torch.allclose(probability, expected.values, atol=1e-6)
    assert near, "wrong probabilities"
    assert not any(recording), "predict recorded a graph"
    assert model.training is mode, "predict changed the model's mode"
print("all checks pass")
