# %% solution
import torch
from torch import nn


def predict(model, x):
    """The class of each point, and its probability: (batch,) each."""
    modes = {module: module.training for module in model.modules()}
    model.eval()
    with torch.inference_mode():
        probability, label = model(x).softmax(dim=1).max(dim=1)
    for module, mode in modes.items():
        module.training = mode
    return label, probability


# %% check
recording = []  # whether each call of the model records a graph


def watch(module, args, output):
    recording.append(torch.is_grad_enabled())


for num_points, num_classes in [(50, 3), (7, 4)]:
    torch.manual_seed(0)
    hidden, output = nn.Linear(2, 16), nn.Linear(16, num_classes)
    dropout = nn.Dropout(0.5)
    model = nn.Sequential(hidden, nn.ReLU(), dropout, output)
    x = torch.randn(num_points, 2)
    logits = output(torch.relu(hidden(x)))  # without dropout
    expected = logits.softmax(dim=1).max(dim=1)
    model.register_forward_hook(watch)

    for mode, part in [(True, True), (False, False), (True, False)]:
        model.train(mode)
        dropout.train(part)  # one part may be in another mode
        answer = predict(model, x)
        assert isinstance(answer, tuple), "return label, probability"
        label, probability = answer
        assert label.dtype == torch.int64, f"label is {label.dtype}"
        shapes = [tuple(label.shape), tuple(probability.shape)]
        assert shapes == [(num_points,)] * 2, f"the shapes are {shapes}"
        assert torch.equal(label, expected.indices), "wrong classes"
        off = (probability - expected.values).abs().max().item()
        assert off < 1e-5, f"a probability is off by {off:.3f}"
        assert not any(recording), "predict recorded a graph"
        assert model.training is mode, "predict changed the mode"
        kept = dropout.training is part
        assert kept, "a part was in evaluation mode, and is no longer"
print("all checks pass")
