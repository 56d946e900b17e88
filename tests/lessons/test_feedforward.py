"""What the feedforward lesson says, held against what its snippets produce."""

import builtins
import math
import re
import runpy

import pytest
import torch
from mini import ROOT
from torch import nn

LESSON = "pytorch/feedforward/"
ERRORS = "pytorch/errors/feedforward/"
LN2, LN3 = math.log(2), math.log(3)


@pytest.fixture(scope="module")
def runs():
    return {}


@pytest.fixture
def run(run_snippet, runs):
    """`run_snippet`, but a snippet that several tests only read runs once."""

    def run_once(path):
        if path not in runs:
            runs[path] = run_snippet(path)
        return runs[path]

    return run_once


def count(model):
    return sum(p.numel() for p in model.parameters())


def widest(rows):
    """The largest difference of a number from the one above it in the first row."""
    return (rows - rows[0]).abs().max().item()


def slopes_by_difference(function, z, step=1e-4):
    z = z.detach().double()
    return (function(z + step) - function(z - step)) / (2 * step)


# The first part: layers, activations, folds.


def test_layer_equals_a_loop_over_points_and_neurons(run):
    names = run(LESSON + "layer.py")
    weight, bias = names.layer.weight.tolist(), names.layer.bias.tolist()
    rows = [
        [sum(w * v for w, v in zip(row, point, strict=True)) + b for row, b in zip(weight, bias, strict=True)]
        for point in names.batch.tolist()
    ]
    assert names.by_hand.tolist() == names.layer(names.batch).tolist() == rows
    assert rows == [[4.5, -1.0, 5.0], [0.5, 0.0, -1.0]]
    assert tuple(names.layer.weight.shape) == (3, 2)  # (out, in)
    assert "one neuron: 4.5\n" in names.printed  # the first neuron, for the first point
    assert names.printed.endswith("by hand: True\n")


def test_wrong_in_features_names_both_shapes(run_snippet):
    names = run_snippet(LESSON + "wrong_in_features.py", raises=RuntimeError)
    assert "(5x4 and 2x3)" in str(names.error)


def test_network_of_the_picture_is_computed_by_a_loop(run):
    names = run(LESSON + "network.py")
    layer = run(LESSON + "layer.py").layer
    assert torch.equal(names.hidden_weight, layer.weight) and torch.equal(names.hidden_bias, layer.bias)
    values = names.x[0].tolist()
    for weight, bias in [(names.hidden_weight, names.hidden_bias), (names.output_weight, names.output_bias)]:
        rows = zip(weight.tolist(), bias.tolist(), strict=True)
        sums = [sum(w * v for w, v in zip(row, values, strict=True)) + b for row, b in rows]
        values = [max(0.0, z) for z in sums]
    assert sums == names.logits[0].tolist() == [2.0, 1.0]
    assert names.printed.startswith("logits [[2.0, 1.0]]\n") and names.printed.endswith("logits [[2.0, 1.0]]\n")
    assert torch.equal(names.model(names.x), names.logits)


def test_picture_shows_the_numbers_of_the_network(run):
    names = run(LESSON + "network.py")
    shown = [text.get_text() for text in names.ax.texts]
    weights = [f"{w:g}" for matrix in (names.hidden_weight, names.output_weight) for w in matrix.flatten().tolist()]
    assert shown[: len(weights)] == weights
    assert [text for text in shown if text in ("4.5", "0", "5", "?")][-5:] == ["4.5", "0", "5", "?", "?"]
    dashed = [line.get_linestyle() == "--" for line in names.ax.lines[: len(weights)]]
    assert dashed == [float(weight) < 0 for weight in weights]


def test_line_fails_on_the_rings_and_relu_succeeds(run):
    names = run(LESSON + "circles.py")
    losses, accuracies = results(names.printed)
    assert abs(losses[0] - LN2) < 0.005 and accuracies[0] < 0.6
    assert losses[1] < 0.05 and accuracies[1] == 1.0
    assert f"ln 2 = {LN2:.3f}" in names.printed
    logits = names.linear(names.x)
    assert logits.softmax(dim=1).max() < 0.6, "undecided nearly everywhere"


def test_two_layers_without_activation_end_as_one(run):
    line, folds = run(LESSON + "circles.py"), run(LESSON + "folds.py")
    one, two = results(line.printed), results(folds.printed)
    assert one[0][0] == two[0][0] and one[1][0] == two[1][0]
    assert one[0][1] == two[0][1] and one[1][1] == two[1][1], "with ReLU, the sequence is the module"


def test_loss_and_accuracy_are_those_of_one_model(run):
    names = run(LESSON + "circles.py")
    for model, at in ((names.linear, 0), (names.network, 1)):
        with torch.no_grad():
            logits = model(names.x)
        losses, accuracies = results(names.printed)
        assert losses[at] == round(nn.functional.cross_entropy(logits, names.y).item(), 3)
        assert accuracies[at] == round((logits.argmax(dim=1) == names.y).float().mean().item(), 3)


def best_line(x, y):
    """The best accuracy that a straight line reaches, over every order of the points along 720 directions."""
    best = 0.0
    for step in range(720):
        angle = math.pi * step / 720
        order = (x @ torch.tensor([math.cos(angle), math.sin(angle)])).argsort()
        ones = torch.cat([torch.zeros(1), (y[order] == 1).float().cumsum(0)])
        zeros = torch.cat([torch.zeros(1), (y[order] == 0).float().cumsum(0)])
        right = (zeros + ones[-1] - ones) / len(y)
        best = max(best, right.max().item(), 1 - right.min().item())
    return best


def test_best_line_has_more_right_and_a_higher_loss(run):
    names = run(LESSON + "folds.py")
    best = best_line(names.x, names.y)
    assert f"best of {181 * 61} lines: accuracy {best:.3f}\n" in names.printed
    assert f"1 hidden neurons: accuracy {best:.3f}\n" in names.printed
    steep = [float(line.split("loss ")[1]) for line in names.printed.splitlines() if line.startswith("steepness")]
    assert len(steep) == 4 and min(steep) > LN2
    trained = names.printed.split("trained line:  loss ")[1]
    assert float(trained.split(",")[0]) < LN2
    beyond = names.y[names.best_along > 0]
    assert beyond.float().mean() > 0.95, "nearly all points beyond the best line are alarms"


def test_folds_and_starts(run):
    names = run(LESSON + "folds.py")
    lines = names.printed.splitlines()
    accuracies = [float(line.split()[-1]) for line in lines if "hidden neurons: accuracy" in line]
    assert accuracies[0] < accuracies[1] < accuracies[2] == accuracies[3] == 1.0  # 1, 2, 3 and 16 hidden neurons
    starts = [float(line.split()[-1]) for line in lines if line.startswith("start ")]
    assert len(starts) == 10 and names.solved == sum(start > 0.99 for start in starts) == 4
    for seed, accuracy in enumerate(starts):
        torch.manual_seed(seed)
        model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))
        if accuracy < 0.99:
            names.train(model, num_epochs=300)
            share = (model[0](names.x) > 0).float().mean(dim=0)
            assert ((share < 0.02) | (share > 0.98)).any(), "one fold lies beside nearly all points"


def test_rings_are_two_and_no_line_can_part_them(run):
    names = run(LESSON + "circles.py")
    radius = names.x.norm(dim=1)
    assert names.x.shape == (400, 2) and names.y.tolist() == [0, 1] * 200
    assert radius[names.y == 0].max() < radius[names.y == 1].min()
    for ring in (0, 1):
        assert abs(radius[names.y == ring].mean() - (1 + ring)) < 0.05
        assert names.x[names.y == ring].mean(dim=0).norm() < 0.3  # around the same centre


@pytest.mark.parametrize("part", ["folds.py", "module.py", "weights.py", "answers.py"])
def test_every_part_uses_the_same_rings(part, run):
    first, names = run(LESSON + "circles.py"), run(LESSON + part)
    assert torch.equal(names.x, first.x) and torch.equal(names.y, first.y)


def test_the_same_network_reaches_the_same_loss_in_every_part(run):
    losses, _ = results(run(LESSON + "circles.py").printed)
    assert losses[1] == results(run(LESSON + "module.py").printed)[0][0]
    assert losses[1] == results(run(LESSON + "weights.py").printed)[0][2]
    names = run(LESSON + "answers.py")
    assert losses[1] == round(names.criterion(names.model(names.x), names.y).item(), 3)


def test_merged_layer_equals_two_layers_and_relu_breaks_it(run):
    names = run(LESSON + "folds.py")
    by_two = names.x @ names.first.weight.T + names.first.bias
    by_two = by_two @ names.second.weight.T + names.second.bias
    assert torch.allclose(names.one, by_two, atol=1e-5)
    assert names.weight.shape == (2, 2)
    assert "two layers equal one: True\nwith ReLU between:    False\n" in names.printed


def test_sixteen_folds_draw_the_ring(run):
    names = run(LESSON + "circles.py")
    ring = torch.tensor([[math.cos(a), math.sin(a)] for a in torch.linspace(0, 6.28, 60).tolist()])
    assert (names.network(ring).argmax(dim=1) == 0).all()
    assert (names.network(2 * ring).argmax(dim=1) == 1).all()


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "gelu"])
def test_slope_of_activation_equals_the_finite_difference(name, run):
    names = run(LESSON + "activations.py")
    functions = {function.__name__: function for function in names.functions}
    z = names.z[names.z.abs() > 0.01]  # ReLU has a corner at 0
    (slope,) = torch.autograd.grad(functions[name](z).sum(), z)
    assert torch.allclose(slope.double(), slopes_by_difference(functions[name], z), atol=1e-3)
    at_half, at_six = slopes_by_difference(functions[name], torch.tensor([0.5, 6.0])).tolist()
    assert f"{name:8} slope at 0.5: {at_half:.3f}   at 6: {at_six:.3f}\n" in names.printed
    assert len(names.top.lines) == len(names.bottom.lines) == len(functions)


# Modules.


def test_module_and_sequence_are_one_network(run):
    names = run(LESSON + "module.py")
    losses, accuracies = results(names.printed)
    assert losses[0] < 0.05 and accuracies[0] == 1.0
    assert count(names.model) == count(names.sequence) == 82
    assert names.printed.startswith("parameters: 82\n") and "by hand: 82\nsame logits: True\n" in names.printed
    assert [name for name, _ in names.model.named_children()] == ["hidden", "output"]


def test_hook_sees_what_the_layer_gives_and_is_removed(run):
    names = run(LESSON + "module.py")
    torch.manual_seed(0)
    model = names.Network(16)
    names.train(model)  # as the model was when the hook saw it; later the page trains it on
    hidden = (names.x @ model.hidden.weight.T + model.hidden.bias).clamp(min=0)
    assert torch.allclose(names.kept["hidden"], hidden, atol=1e-6)
    assert torch.equal(names.share, (hidden > 0).float().mean(dim=0))
    assert not names.model.hidden._forward_hooks
    dead = ~(hidden > 0).any(dim=0)
    assert f"active for every point: {(hidden > 0).all(dim=0).sum()} of 16\n" in names.printed
    assert f"active for no point:    {dead.sum()} of 16\n" in names.printed
    assert dead.sum() == 1 and (names.model.hidden.weight.grad[dead] == 0).all()
    assert "its gradient: [[0.0, 0.0]]\nits weights are unchanged: True\n" in names.printed
    assert torch.equal(names.model.hidden.bias[dead], model.hidden.bias[dead])
    assert not torch.equal(names.model.hidden.weight[~dead], model.hidden.weight[~dead]), "the others were trained on"


def test_dead_neuron_of_a_deeper_layer_can_come_back():
    first, second, output = nn.Linear(1, 1), nn.Linear(1, 2), nn.Linear(2, 1)
    with torch.no_grad():
        for parameter in [*first.parameters(), *second.parameters(), *output.parameters()]:
            parameter.fill_(1.0)
        second.bias[0] = -2.5  # dead for every x below 1.5
    x = torch.linspace(0, 1, 20)[:, None]
    model = nn.Sequential(first, nn.ReLU(), second, nn.ReLU(), output)
    assert (second(torch.relu(first(x)))[:, 0] < 0).all()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.002)
    for _ in range(200):
        optimizer.zero_grad()
        (model(x) - 40).square().mean().backward()
        optimizer.step()
    assert (second(torch.relu(first(x)))[:, 0] > 0).any(), "the layer before it changed what it receives"


def test_score_is_a_sum_of_hinges_that_crosses_zero_twice(run):
    names = run(LESSON + "module.py")
    output = names.model.output
    by_hinges = names.values @ (output.weight[1] - output.weight[0]) + output.bias[1] - output.bias[0]
    assert torch.allclose(names.margin, by_hinges, atol=1e-4)
    signs = (names.margin > 0).int()
    crossings = names.walk[:-1, 0][signs.diff() != 0]
    assert len(crossings) == 2 and ((crossings.abs() > 1.2) & (crossings.abs() < 1.8)).all()
    assert f"crosses zero near [{crossings[0]:.1f}, {crossings[1]:.1f}]\n" in names.printed


def test_most_neurons_have_a_hinge_on_the_walk_and_those_always_active_have_none(run):
    names = run(LESSON + "module.py")
    everywhere, nowhere = (names.values > 0).all(dim=0), (names.values == 0).all(dim=0)
    assert torch.equal(everywhere, names.share == 1) and everywhere.sum() == 3, (
        "those of the text: active for all points"
    )
    assert nowhere.any() and (~everywhere & ~nowhere).sum() > 8


def test_a_failing_module_is_the_one_after_the_last_line_of_the_trace(run, capsys):
    names = run(LESSON + "nested.py")
    broken = nn.Sequential(names.Block(2, 16), names.Block(8, 8), nn.Linear(8, 2))
    for name, module in broken.named_modules():
        module.register_forward_hook(names.trace(name or "all"))
    with pytest.raises(RuntimeError, match="5x16 and 8x8"):
        broken(torch.ones(5, 2))
    assert capsys.readouterr().out.splitlines()[-1].split()[:2] == ["0", "Block"]


def test_trace_lists_every_module_and_forward_leaves_out_the_whole(run):
    names = run(LESSON + "nested.py")
    lines = [line.split(maxsplit=2) for line in names.printed.splitlines() if "->" in line]
    called, forwarded = lines[:8], lines[8:]
    assert len(called) == len(list(names.model.modules())) == 8
    assert called[-1] == ["all", "Sequential", "(5, 2) -> (5, 2)"]
    assert forwarded == called[:-1]
    shapes = [line[2] for line in called if line[1] == "Linear"]
    assert shapes == ["(5, 2) -> (5, 16)", "(5, 16) -> (5, 8)", "(5, 8) -> (5, 2)"]
    assert torch.equal(names.skipped, names.y_pred)


def test_list_hides_layers_that_module_list_shows(run):
    names = run(LESSON + "list_layers.py")
    assert count(names.listed) == 34
    assert count(names.fixed) == (2 * 16 + 16) + (16 * 16 + 16) + (16 * 2 + 2) == 354
    assert "output shape: (5, 2)\nby code: 34\nby hand: 354\nby code: 354\n" in names.printed
    assert names.printed.endswith("dict       []\nModuleDict ['answers.ring.weight', 'answers.ring.bias']\n")


def test_registration_decides_what_is_trained_saved_and_moved(run):
    names = run(LESSON + "registration.py")
    assert [name for name, _ in names.scale.named_parameters()] == ["learned"]
    assert list(names.scale.state_dict()) == ["learned", "fixed"]
    devices = [getattr(names.scale, name).device.type for name in ("plain", "learned", "fixed")]
    assert devices == ["cpu", "meta", "meta"]


# Weights.


def test_zero_start_never_moves(run):
    names = run(LESSON + "weights.py")
    losses, accuracies = results(names.printed)
    assert losses[0] == round(LN2, 3) and accuracies[0] == 0.5
    assert f"largest gradient 0.000, ln 2 = {LN2:.3f}\n" in names.printed
    assert all((p == 0).all() for p in names.zeros.parameters())
    assert all((p.grad == 0).all() for p in names.zeros.parameters())


def test_constant_start_keeps_neurons_equal_and_random_does_not(run):
    names = run(LESSON + "weights.py")
    losses, accuracies = results(names.printed)
    rows = names.constant.hidden.weight
    assert torch.allclose(rows, rows[:1].expand(16, 2), atol=1e-4)
    assert names.model.hidden.weight.std(dim=0).min() > 0.1
    assert "constant rows differ by at most 0.000\n" in names.printed
    assert f"random   rows differ by at most {widest(names.model.hidden.weight):.3f}\n" in names.printed
    assert losses[2] < 0.05 < 0.4 < losses[1] < LN2
    assert accuracies[2] == 1.0 > 0.8 > accuracies[1]


def test_apply_and_frozen_start_succeed(run):
    names = run(LESSON + "weights.py")
    losses, accuracies = results(names.printed)
    assert "biases: [0.0]" in names.printed and accuracies[3] == 1.0
    assert {count(net) for net in (names.zeros, names.constant, names.kaiming, names.frozen)} == {82}
    assert torch.equal(names.frozen.hidden.weight, names.before)
    assert names.frozen.hidden.weight.grad is None
    assert names.trained == 16 * 2 + 2
    assert losses[4] < 0.5 and accuracies[4] > 0.9


def test_freezing_leaves_a_running_mean_to_move(run):
    names = run(LESSON + "freeze_buffers.py")
    assert names.printed == "training mode: [1.0, 1.0]\nevaluation mode: [1.0, 1.0]\n"
    assert not any(p.requires_grad for p in names.norm.parameters())
    assert nn.BatchNorm1d(2).running_mean.tolist() == [0.0, 0.0]


def test_saved_numbers_give_the_same_answers(run):
    names = run(LESSON + "weights.py")
    assert set(names.state) == {"hidden.weight", "hidden.bias", "output.weight", "output.bias"}
    for name, parameter in names.restored.named_parameters():
        assert torch.equal(parameter, names.state[name])
    assert "before: False\n<All keys matched successfully>\nafter:  True\n" in names.printed


def test_state_dict_follows_an_update_and_its_copy_does_not(run):
    names = run(LESSON + "weights.py")
    saved = names.state["output.bias"]
    assert torch.equal(names.safe["output.bias"], saved)
    assert torch.equal(names.best["output.bias"], saved + 1)


def test_size_of_the_values_follows_the_formula(run):
    names = run(LESSON + "init_scale.py")
    bound = 1 / math.sqrt(256)
    assert 0.98 * bound < names.layer.weight.abs().max() <= bound
    assert names.layer.weight.shape == (256, 256)
    assert names.layer.weight.std().item() == pytest.approx(bound / math.sqrt(3), rel=0.02)
    stds = {"std 0.2": 0.2, "Kaiming": math.sqrt(2 / 256), "default": bound / math.sqrt(3), "std 0.01": 0.01}
    assert list(names.starts) == list(stds) == list(names.stds)
    for name, std in stds.items():
        line = names.sizes(names.starts[name])
        assert line[0] == pytest.approx(1, rel=0.02)
        assert (line[-1] / line[0]) ** 0.1 == pytest.approx(math.sqrt(256 * std**2 / 2), rel=0.06)
        assert f"{name:8} times {(line[-1] / line[0]) ** 0.1:.2f} in each layer\n" in names.printed
        assert f"{name:8} predicted {math.sqrt(256 * std**2 / 2):.2f}\n" in names.printed
        back = names.printed.split(f"{name:8} gradient times ")[1].split()[0]
        assert float(back) == pytest.approx(math.sqrt(256 * std**2 / 2), rel=0.06)


def test_tied_weight_is_one_parameter_with_the_sum_of_two_gradients(run):
    names = run(LESSON + "tying.py")
    assert [name for name, _ in names.tied.named_parameters()] == ["first.weight", "first.bias", "second.bias"]
    assert list(names.tied.state_dict()) == ["first.weight", "first.bias", "second.weight", "second.bias"]
    assert names.tied.second.weight is names.tied.first.weight
    assert names.free.second.weight is not names.free.first.weight
    assert torch.allclose(names.tied.first.weight.grad, names.both)
    assert not torch.allclose(names.tied.first.weight.grad, names.free.first.weight.grad)


# Answers.


@pytest.fixture
def answers(run):
    return run(LESSON + "answers.py")


def test_softmax_and_sigmoid_equal_their_formulas(answers):
    exps = answers.logits.exp()
    assert torch.allclose(answers.probabilities, exps / exps.sum(dim=1, keepdim=True), atol=1e-6)
    assert torch.allclose(answers.probability, 1 / (1 + (-answers.margin).exp()))
    assert torch.allclose(answers.probability, answers.probabilities[:, 1])
    assert answers.probabilities.max(dim=1).values.argmin() == 1  # least certain between the rings
    assert (answers.margin > 0).tolist() == [False, True, True]
    assert "class 1 above 0.1: [0, 1, 1]\nclass 1 above 0.5: [0, 1, 1]\n" in answers.printed
    assert "class 1 above 0.9: [0, 0, 1]\nlogit above 0:     [0, 1, 1]\n" in answers.printed


def test_map_shows_the_outer_ring_outside(answers):
    radius = answers.grid.norm(dim=1).reshape(120, 120)
    assert (answers.p_outer[radius < 0.9] < 0.5).all()
    assert (answers.p_outer[(radius > 2.1) & (radius < 2.6)] > 0.5).all()


def test_both_heads_learn_and_the_centre_shows_the_limit(answers):
    assert answers.accuracy > 0.99
    true = answers.x.square().sum(dim=1).sqrt()
    assert torch.equal(answers.distance, answers.x.norm(dim=1)) and torch.allclose(answers.distance, true)
    assert answers.off < 0.15
    logits, guess = answers.both(answers.x)
    assert torch.equal(guess, answers.guess) and torch.equal(logits, answers.ring_logits), (
        "measured after the last step"
    )
    assert answers.along[120] > 3 * answers.off  # nothing was measured at the centre
    assert tuple(answers.both.distance.weight.shape) == (1, 16)
    assert tuple(answers.both.ring.weight.shape) == (2, 16)


def test_dropout_scales_the_rest_and_eval_repeats_itself(run):
    names = run(LESSON + "modes.py")
    names.dropout.train()
    values = names.dropout(torch.ones(100_000))
    assert set(values.unique().tolist()) == {0.0, torch.tensor(1 / 0.75).item()}
    assert abs(values.mean() - 1) < 0.01
    assert names.model[2].p == names.dropout.p == 0.25 and names.h.tolist() == [1.0] * 8
    assert f", {1 / (1 - 0.25):.2f}," in names.printed.splitlines()[0]
    first, second = names.printed.splitlines()[2:4]
    assert "True, True, True, True" in first and first.endswith("twice the same: False")
    assert "False, False, False, False" in second and second.endswith("twice the same: True")
    assert "eval() alone:     graph True" in names.printed
    assert "inference_mode(): graph False, twice the same: False" in names.printed


def test_model_moves_and_tensor_stays_where_it_was(run):
    names = run(LESSON + "devices.py")
    assert names.model.weight.device.type == "meta" and names.x.device.type == "cpu"
    assert "the same model:  True\nthe same tensor: False\n" in names.printed


def test_model_and_data_end_on_the_chosen_device(run):
    names = run(LESSON + "device.py")
    assert {names.model.weight.device.type, names.x.device.type} == {names.device.type}
    assert names.logits.device.type == names.device.type
    assert names.answers.device.type == "cpu" and names.printed.endswith(f"answers: {names.answers.tolist()}\n")
    torch.manual_seed(0)
    assert torch.equal(names.model.weight.cpu(), nn.Linear(2, 2).weight)


# When it goes wrong.

LOUD = {
    "no_super.py": (AttributeError, "cannot assign module before Module.__init__() call"),
    "empty_list.py": (ValueError, "optimizer got an empty parameter list"),
    "no_self.py": (AttributeError, "'Network' object has no attribute 'output'"),
    "forward_self.py": (TypeError, "forward() takes 1 positional argument but 2 were given"),
    "one_feature.py": (RuntimeError, "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x3)"),
    "wrong_dtype.py": (RuntimeError, "mat1 and mat2 must have the same dtype, but got Double and Float"),
    "call_state.py": (TypeError, "'collections.OrderedDict' object is not callable"),
    "load_path.py": (TypeError, "Expected state_dict to be dict-like"),
    "no_forward.py": (NotImplementedError, 'is missing the required "forward" function'),
    "no_return.py": (TypeError, "must be Tensor, not NoneType"),
    "wrong_sizes.py": (RuntimeError, "mat1 and mat2 shapes cannot be multiplied (5x16 and 8x3)"),
    "norm_of_one.py": (ValueError, "Expected more than 1 value per channel when training"),
    "relu_of_x.py": (TypeError, "must be Tensor, not ReLU"),
    "size_mismatch.py": (RuntimeError, "size mismatch for weight"),
    "missing_keys.py": (RuntimeError, "Missing key(s) in state_dict"),
    "weights_only.py": (Exception, "Weights only load failed"),
}


@pytest.mark.parametrize("file", LOUD)
def test_loud_mistake_says_the_words_of_its_heading(file, run_snippet):
    error, words = LOUD[file]
    assert words in str(run_snippet(ERRORS + file, raises=error).error)


def test_size_mismatch_names_both_shapes(run_snippet):
    message = str(run_snippet(ERRORS + "size_mismatch.py", raises=RuntimeError).error)
    assert "shape torch.Size([16, 2]) from" in message and "model is torch.Size([8, 2])" in message


def test_every_loud_mistake_has_a_section_with_its_words():
    page = (ROOT / "docs/pytorch/errors/feedforward.md").read_text(encoding="utf-8").replace("`", "")
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    for _, words in LOUD.values():
        assert any(heading in words or words in heading for heading in headings), words


FIXES = {
    "no_super_fix.py": "(output): Linear(in_features=2, out_features=3, bias=True)",
    "empty_list_fix.py": "parameters: 4",
    "no_forward_fix.py": "(5, 3)",
    "no_return_fix.py": "Tensor (5, 3)",
    "no_self_fix.py": "(5, 3)",
    "forward_self_fix.py": "(5, 2)",
    "one_feature_fix.py": "(5,) becomes (5, 1)\n(5, 3)\n(5, 3)\none point with five features: (3,)\n",
    "wrong_dtype_fix.py": "floats: (2, 3) torch.float32\ncounts: (2, 3) torch.float32\n",
    "call_state_fix.py": "(5, 3)",
    "load_path_fix.py": "OrderedDict ['weight', 'bias']\n<All keys matched successfully>",
    "norm_of_one_fix.py": "training: (32, 4)\nevaluation: (1, 4)\n",
    "relu_of_x_fix.py": "(5, 3)\nthe same: True",
    "size_mismatch_fix.py": "<All keys matched successfully>",
    "missing_keys_fix.py": "become ['weight', 'bias']\n<All keys matched successfully>\n_IncompatibleKeys(missing_keys",
    "weights_only_fix.py": "<All keys matched successfully>\nequal: True",
}


@pytest.mark.parametrize("file", FIXES)
def test_fix_runs_and_shows_that_it_works(file, run_snippet):
    assert FIXES[file] in run_snippet(ERRORS + file).printed


def test_shape_of_the_batch_tells_the_cause(run_snippet):
    lines = run_snippet(ERRORS + "wrong_sizes_fix.py").printed.splitlines()
    assert [line[line.index("(") :] for line in lines[:3]] == [
        "(5x64 and 60x10)",
        "(40x8 and 64x10)",
        "(1x320 and 64x10)",
    ]
    assert lines[3] == "(5, 10)"


@pytest.mark.parametrize(("dtype", "word"), [(torch.int64, "Long"), (torch.uint8, "Byte")])
def test_layer_names_the_dtype_of_its_input(dtype, word):
    with pytest.raises(RuntimeError, match=f"must have the same dtype, but got {word} and Float"):
        nn.Linear(2, 3)(torch.ones(5, 2, dtype=dtype))


def test_state_dict_and_report_are_no_models():
    layer = nn.Linear(2, 3)
    with pytest.raises(AttributeError, match="'collections.OrderedDict' object has no attribute 'eval'"):
        layer.state_dict().eval()
    with pytest.raises(TypeError, match="'_IncompatibleKeys' object is not callable"):
        layer.load_state_dict(layer.state_dict())(torch.ones(5, 2))
    with pytest.raises(NotImplementedError, match='is missing the required "forward" function'):
        nn.ModuleList([layer])(torch.ones(5, 2))


def test_linear_keeps_all_dimensions_but_the_last(run_snippet):
    names = run_snippet(ERRORS + "not_flat.py")
    assert names.printed == "(5, 8, 10)\n(5, 10)\n"


def test_plain_tensor_stops_the_loss_at_the_square_of_the_shift(run_snippet):
    names = run_snippet(ERRORS + "plain_tensor.py")
    assert names.printed == "loss 25.000, shift 0.000\nloss 0.000, shift 5.000\n"


def test_silent_mistakes_leave_their_numbers(run_snippet):
    names = run_snippet(ERRORS + "three_rings.py")
    lines = [line for line in names.printed.splitlines() if "loss" in line]
    last = {line.split(" first")[0].strip(): float(line.rsplit(maxsplit=1)[1]) for line in lines}
    assert abs(last["one layer"] - last["two layers"]) < 1e-3
    assert last["one layer"] > LN3 - 0.02
    assert last["with ReLU"] < 0.1
    assert last["zeros"] == round(LN3, 4) and f"ln 3 = {LN3:.4f}\n" in names.printed
    assert f"zeros      first loss {LN3:.4f}, last" in names.printed
    assert last["reset"] < 0.1 and last["drawn"] < 0.1
    assert 0.5 < last["constant"] < LN3
    rows = names.constant[0].weight
    assert torch.allclose(rows, rows[:1].expand(16, 2), atol=1e-3)
    assert sorted(names.y.bincount().tolist()) == [100] * 3


def results(printed):
    """The losses and the accuracies of all reports, in order."""
    lines = [line.split() for line in printed.splitlines() if line.startswith("loss ")]
    return [float(line[1].rstrip(",")) for line in lines], [float(line[3]) for line in lines]


# Exercises: what must not pass. (That stubs fail and solutions pass: test_exercises.py.)


HAND, MLP = LESSON + "folds_exercise.py", LESSON + "module_exercise.py"
NETWORK, WIDTH = LESSON + "network_exercise.py", LESSON + "width_exercise.py"
REUSE, PREDICT = LESSON + "weights_exercise.py", LESSON + "answers_exercise.py"
REPAIR = ERRORS + "exercise.py"
LAYERS = "self.hidden = nn.ModuleList(hidden)"
OUTPUT = "self.output = nn.Linear(16, 3)"
LOOP = "for layer in self.hidden:\n            x = torch.relu(layer(x))  # (batch, 16)"
COPY = "network.hidden.load_state_dict(trained.hidden.state_dict())"
FREEZE = "network.hidden.requires_grad_(False)"
RESTORE = "for module, mode in modes.items():\n        module.training = mode"
SECOND = "h = torch.relu(self.second(h))"
FIRST = "h = torch.relu(self.first(x))"
LAST = "return self.output(h)"
ROWS = "[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]"
CHAIN = "nn.ModuleList([nn.Linear(a, b) for a, b in pairs])"
COUNTED = "for seed in range(num_starts):\n        torch.manual_seed(seed)\n"
ENOUGH = "enough = min(w for w, c in zip(widths, counts, strict=True) if c == 5)"

# A name, the exercise, what its check says, and what another answer has in the place of the solution's.
WRONG = {
    "no relu after the first": (NETWORK, "after the first", (FIRST, "h = self.first(x)")),
    "no relu after the second": (NETWORK, "after the second", (SECOND, "h = self.second(h)")),
    "no relu at all": (NETWORK, "no ReLU at all", (FIRST, "h = self.first(x)"), (SECOND, "h = self.second(h)")),
    "a relu at the end": (NETWORK, "a ReLU after the output", (LAST, "return torch.relu(self.output(h))")),
    "a softmax at the end of the network": (NETWORK, "a softmax", (LAST, "return self.output(h).softmax(dim=1)")),
    "one hidden layer": (NETWORK, "layers", ("self.second = nn.Linear(num_hidden, num_hidden)", "pass"), (SECOND, "")),
    "one layer twice": (
        NETWORK,
        "layers",
        ("self.second = nn.Linear(num_hidden, num_hidden)", "pass"),
        (SECOND, "h = torch.relu(self.output(h))"),
        ("num_hidden, num_out)\n\n", "num_hidden, num_hidden)\n\n"),
    ),
    "sizes of the example": (NETWORK, "layers", ("nn.Linear(num_in, num_hidden)", "nn.Linear(2, 8)")),
    "no return": (NETWORK, "no tensor", (LAST, "self.output(h)")),
    "another activation of the network": (NETWORK, "another activation", (FIRST, FIRST.replace("relu", "tanh"))),
    "layers in a list": (
        NETWORK,
        "layers",
        ("self.second = nn.Linear(num_hidden, num_hidden)", "self.more = [nn.Linear(num_hidden, num_hidden)]"),
        ("self.second(h)", "self.more[0](h)"),
    ),
    "the threshold has the wrong sign": (HAND, "the bias", ("[-1.7]", "[1.7]")),
    "only positive halves": (HAND, "at [2.0, 0.0]", ("[-1.0, 0.0]", "[1.0, 0.0]")),
    "the features are mixed": (HAND, "not 0.30", ("[0.0, 1.0], [0.0, -1.0]", "[1.0, 1.0], [-1.0, -1.0]")),
    "the output weight is transposed": (HAND, "shape", ("torch.ones(1, 4)", "torch.ones(4, 1)")),
    "integers": (HAND, "torch.int64", (ROWS, ROWS.replace(".0", ""))),
    "doubles": (HAND, "torch.float64", ("torch.ones(1, 4)", "torch.ones(1, 4).double()")),
    "a list of rows": (HAND, "is a list", (f"torch.tensor(\n    [{ROWS}]\n)", f"[{ROWS}]")),
    "right on the axes alone": (
        HAND,
        "between the axes",
        ("[1.0, 0.0], [-1.0, 0.0]", "[1.0, 1.0], [-1.0, -1.0]"),
        ("[0.0, 1.0], [0.0, -1.0]", "[0.0, 0.0], [0.0, 0.0]"),
    ),
    "a list": (MLP, "0 parameters", (CHAIN, "[nn.Linear(a, b) for a, b in pairs]")),
    "no activation": (MLP, "no ReLU", ("torch.relu(layer(x))", "layer(x)")),
    "an activation at the end": (
        MLP,
        "a ReLU after",
        ("return self.layers[-1](x)", "return torch.relu(self.layers[-1](x))"),
    ),
    "softmax at the end": (MLP, "a softmax", ("return self.layers[-1](x)", "return self.layers[-1](x).softmax(dim=1)")),
    "no bias": (MLP, "parameters", ("nn.Linear(a, b)", "nn.Linear(a, b, bias=False)")),
    "another activation": (MLP, "values differ", ("torch.relu", "torch.tanh")),
    "three layers whatever the sizes": (
        MLP,
        "parameters",
        (CHAIN, "nn.ModuleList([nn.Linear(2, 8), nn.Linear(8, 5), nn.Linear(5, 3)])"),
    ),
    "the layer itself": (REUSE, "share their memory", (COPY, "network.hidden = trained.hidden"), (FREEZE, "")),
    "the layer itself, frozen": (REUSE, "was frozen", (COPY, "network.hidden = trained.hidden")),
    "the parameters themselves": (
        REUSE,
        "was frozen",
        (COPY, "network.hidden.weight, network.hidden.bias = trained.hidden.weight, trained.hidden.bias"),
    ),
    "their memory": (
        REUSE,
        "share their memory",
        (COPY, "for p, q in zip(network.hidden.parameters(), trained.hidden.parameters()): p.data = q.data"),
    ),
    "the memory of the bias": (
        REUSE,
        "hidden.bias share",
        (COPY, COPY + "\n    network.hidden.bias = nn.Parameter(trained.hidden.bias.data)"),
    ),
    "not frozen": (REUSE, "not frozen", (FREEZE, "")),
    "all frozen": (REUSE, "cannot learn", (FREEZE, "network.requires_grad_(False)")),
    "only the weight frozen": (REUSE, "bias is not frozen", (FREEZE, "network.hidden.weight.requires_grad_(False)")),
    "not copied": (REUSE, "was not copied", (COPY, "")),
    "frozen is the source": (REUSE, "was frozen", (FREEZE, FREEZE + "\n    trained.requires_grad_(False)")),
    "the trained network": (REUSE, "trained itself", ("return network", "return trained")),
    "always three classes": (REUSE, "have shape", ("Network(num_classes)\n", "Network(3)\n")),
    "no eval": (PREDICT, "wrong", ("model.eval()", "pass")),
    "a graph": (
        PREDICT,
        "recorded a graph",
        ("torch.inference_mode()", "torch.enable_grad()"),
        (".max(dim=1)", ".detach().max(dim=1)"),
    ),
    "a graph that is cut off too late": (
        PREDICT,
        "recorded a graph",
        ("torch.inference_mode()", "torch.enable_grad()"),
        ("return label, probability", "return label, probability.detach()"),
    ),
    "softmax over the batch": (PREDICT, "wrong", ("softmax(dim=1)", "softmax(dim=0)")),
    "no softmax": (PREDICT, "off by", (".softmax(dim=1)", "")),
    "sigmoid": (PREDICT, "off by", (".softmax(dim=1)", ".sigmoid()")),
    "the mode is lost": (PREDICT, "changed the mode", (RESTORE, "pass")),
    "always back to training": (PREDICT, "changed the mode", (RESTORE, "model.train()")),
    "the mode of the model for all parts": (
        PREDICT,
        "a part was in evaluation mode",
        (RESTORE, "model.train(modes[model])"),
    ),
    "the other way round": (
        PREDICT,
        "label is torch.float32",
        ("return label, probability", "return probability, label"),
    ),
    "a column": (PREDICT, "shapes", (".max(dim=1)", ".max(dim=1, keepdim=True)")),
    "one number": (PREDICT, "return label, probability", ("return label, probability", "return label")),
    "still a list": (REPAIR, "parameters", (LAYERS, "self.hidden = hidden")),
    "still no activation": (REPAIR, "no activation", ("torch.relu(layer(x))", "layer(x)")),
    "relu only after the first layer": (
        REPAIR,
        "no ReLU after the second",
        (LOOP, "x = self.hidden[1](torch.relu(self.hidden[0](x)))"),
    ),
    "relu only after the second layer": (
        REPAIR,
        "no ReLU after the first",
        (LOOP, "x = torch.relu(self.hidden[1](self.hidden[0](x)))"),
    ),
    "relu after the loop": (
        REPAIR,
        "no ReLU after the first",
        ("x = torch.relu(layer(x))  # (batch, 16)", "x = layer(x)\n        x = torch.relu(x)"),
    ),
    "relu after the output": (
        REPAIR,
        "after the output",
        ("return self.output(x)", "return torch.relu(self.output(x))"),
    ),
    "sigmoid in the layers": (REPAIR, "sigmoid", ("torch.relu", "torch.sigmoid")),
    "still one constant": (
        REPAIR,
        "rows of",
        (OUTPUT, OUTPUT + "\n        for p in self.parameters(): nn.init.constant_(p, 0.1)"),
    ),
    "zeros": (REPAIR, "rows of", (OUTPUT, OUTPUT + "\n        for p in self.parameters(): nn.init.zeros_(p)")),
    "one seed for all": (WIDTH, "set each seed", (COUNTED, COUNTED.replace("seed(seed)", "seed(0)"))),
    "no seed": (WIDTH, "set each seed", (COUNTED, "torch.manual_seed(7)\n    for seed in range(num_starts):\n")),
    "seeds from one": (WIDTH, "set each seed", ("range(num_starts)", "range(1, num_starts + 1)")),
    "a share": (WIDTH, "is a float", ("return solved", "return solved / num_starts"), (ENOUGH, "enough = 4")),
    "always five starts": (WIDTH, "count_solved", ("range(num_starts)", "range(5)")),
    "always 300 epochs": (WIDTH, "count_solved", ("if train(num_hidden, num_epochs)", "if train(num_hidden, 300)")),
    "the width is ignored": (WIDTH, "count_solved", ("if train(num_hidden, num_epochs)", "if train(4, num_epochs)")),
    "no labels": (
        WIDTH,
        "label both axes",
        ('ax.set(xlabel="hidden neurons", ylabel="starts that solve it, of 5")', ""),
    ),
    "no plot": (WIDTH, "nothing is plotted", ('ax.plot(widths, counts, "o-")', "")),
    "the widest": (WIDTH, "a width below 8", (ENOUGH, "enough = 8")),
    "one that fails sometimes": (WIDTH, "3 fails sometimes", (ENOUGH, "enough = 3")),
    "no decision": (WIDTH, "decide", (ENOUGH, "enough = None")),
}


def changed(file, pairs, solution_of):
    source = solution_of(file)
    for old, new in pairs:
        assert old in source, f"'{old}' is not in the solution of {file}"
        source = source.replace(old, new)
    return source


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answer_fails_the_check_that_names_it(name, answer, solution_of):
    file, words, *pairs = WRONG[name]
    source = changed(file, pairs, solution_of)
    with pytest.raises(AssertionError) as failed:
        answer(file, source)
    assert words in str(failed.value)


SEQUENCE = """
class {name}(nn.Module):
    def __init__(self, {args}):
        super().__init__()
        {layers}

    def forward(self, x):
        return self.layers(x)
"""
HEAD = "import torch\nfrom torch import nn\n"

# Other styles of a right answer.
RIGHT = {
    "a sequence": (
        NETWORK,
        HEAD
        + SEQUENCE.format(
            name="Network",
            args="num_in, num_hidden, num_out",
            layers="a, b, c = nn.Linear(num_in, num_hidden), nn.Linear(num_hidden, num_hidden), "
            "nn.Linear(num_hidden, num_out)\n"
            "        self.layers = nn.Sequential(a, nn.ReLU(), b, nn.ReLU(), c)",
        ),
    ),
    "relu as a module": (
        NETWORK,
        ("self.output = ", "self.relu = nn.ReLU()\n        self.output = "),
        ("torch.relu", "self.relu"),
    ),
    "made from the end": (
        NETWORK,
        ("self.first = nn.Linear(num_in, num_hidden)\n", "self.output = nn.Linear(num_hidden, num_out)\n"),
        (
            "        self.output = nn.Linear(num_hidden, num_out)\n\n",
            "        self.first = nn.Linear(num_in, num_hidden)\n\n",
        ),
    ),
    "clamp and method": (NETWORK, (FIRST, "h = self.first(x).clamp(min=0)"), (SECOND, "h = self.second(h).relu()")),
    "parameters": (HAND, ("torch.ones(1, 4)", "torch.nn.Parameter(torch.ones(1, 4))")),
    "other order": (HAND, (ROWS, "[0.0, 1.0], [0.0, -1.0], [1.0, 0.0], [-1.0, 0.0]")),
    "other factors": (HAND, (ROWS, ROWS.replace("1.0", "2.0")), ("torch.ones(1, 4)", "torch.full((1, 4), 0.5)")),
    "diagonal": (HAND, (f"torch.tensor(\n    [{ROWS}]\n)", "torch.cat([torch.eye(2), -torch.eye(2)])")),
    "a sequence of all": (
        MLP,
        HEAD
        + SEQUENCE.format(
            name="MLP",
            args="sizes",
            layers="parts = []\n        for a, b in zip(sizes[:-1], sizes[1:]):\n"
            "            parts += [nn.Linear(a, b), nn.ReLU()]\n        self.layers = nn.Sequential(*parts[:-1])",
        ),
    ),
    "add_module": (
        MLP,
        (
            f"self.layers = {CHAIN}",
            "self.layers = []\n        for k, (a, b) in enumerate(pairs):\n"
            "            self.layers.append(nn.Linear(a, b))\n"
            "            self.add_module(f'layer{k}', self.layers[-1])",
        ),
    ),
    "a last layer of its own": (
        MLP,
        (f"self.layers = {CHAIN}", f"layers = {CHAIN}\n        self.layers, self.last = layers[:-1], layers[-1]"),
        ("self.layers[:-1]:", "self.layers:"),
        ("self.layers[-1](x)", "self.last(x)"),
    ),
    "deepcopy": (REUSE, (COPY, "import copy\n    network.hidden = copy.deepcopy(trained.hidden)")),
    "copy_": (
        REUSE,
        (
            COPY,
            "with torch.no_grad():\n        network.hidden.weight.copy_(trained.hidden.weight)\n"
            "        network.hidden.bias.copy_(trained.hidden.bias)",
        ),
    ),
    "new parameters": (
        REUSE,
        (
            COPY,
            "for n, p in trained.hidden.named_parameters():\n"
            "        setattr(network.hidden, n, nn.Parameter(p.detach().clone(), requires_grad=False))",
        ),
        (FREEZE, "pass"),
    ),
    "one by one": (REUSE, (FREEZE, "for p in network.hidden.parameters():\n        p.requires_grad = False")),
    "no_grad": (PREDICT, ("torch.inference_mode()", "torch.no_grad()")),
    "a list of modes": (
        PREDICT,
        (
            "modes = {module: module.training for module in model.modules()}",
            "modes = [m.training for m in model.modules()]",
        ),
        (RESTORE, "for module, mode in zip(model.modules(), modes):\n        module.training = mode"),
    ),
    "gather": (
        PREDICT,
        (
            "probability, label = model(x).softmax(dim=1).max(dim=1)",
            "logits = model(x)\n"
            "        label = logits.argmax(dim=1)\n"
            "        probability = logits.softmax(dim=1).gather(1, label[:, None]).squeeze(1)",
        ),
    ),
    "a copy of the model": (
        PREDICT,
        ("    model.eval()\n", "    import copy\n    model = copy.deepcopy(model).eval()\n"),
        (RESTORE, "pass"),
    ),
    "relu as a module in the loop": (REPAIR, ("torch.relu(layer(x))", "nn.ReLU()(layer(x))")),
    "one sequence": (
        REPAIR,
        (LAYERS, "a, b = hidden\n        self.hidden = nn.Sequential(a, nn.ReLU(), b, nn.ReLU())"),
        (LOOP, "x = self.hidden(x)"),
    ),
    "kaiming": (REPAIR, (OUTPUT, OUTPUT + "\n        for m in hidden: nn.init.kaiming_normal_(m.weight)")),
    "two names": (
        REPAIR,
        (LAYERS, "self.a, self.b = hidden"),
        (LOOP, "x = torch.relu(self.b(torch.relu(self.a(x))))"),
    ),
    "a sum": (
        WIDTH,
        ("    solved = 0\n", "    results = []\n"),
        (
            "        if train(num_hidden, num_epochs) > 0.99:\n            solved += 1\n",
            "        results.append(train(num_hidden, num_epochs) > 0.99)\n",
        ),
        ("return solved", "return sum(results)"),
    ),
    "bars": (WIDTH, ('ax.plot(widths, counts, "o-")', "ax.bar(widths, counts)")),
    "points, and a decision by eye": (
        WIDTH,
        ('ax.plot(widths, counts, "o-")', "ax.scatter(widths, counts)"),
        (ENOUGH, "enough = 4"),
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answer_of_another_style_passes(name, answer, solution_of):
    file, *pairs = RIGHT[name]
    source = pairs[0] if isinstance(pairs[0], str) else changed(file, pairs, solution_of)
    assert "pass" in answer(file, source).printed


# The drills: what the other answers say, and what the words below an answer add.


def test_answers_that_the_drills_offer(run_snippet):
    names = run_snippet(LESSON + "drills_wrong.py", raises=RuntimeError)
    zeros = "tensor([0., 0., 0.])"
    wanted = ["(5, 3)", "(3, 5)", "(5, 3)", "Tensor", "(5, 3)", "False", "True", zeros, "[1.0, 1.0, 1.0]", "meta"]
    assert names.printed.splitlines() == wanted and "does not require grad" in str(names.error)
    names = run_snippet(LESSON + "drills_devices.py", raises=RuntimeError)
    assert {names.x.device.type, names.layer.weight.device.type} == {"cpu", "meta"}
    assert "is not on the expected device" in str(names.error)


def test_drills_name_the_line_that_raises():
    for lesson in ("feedforward", "training-loop"):
        page = (ROOT / f"docs/pytorch/{lesson}/drills.md").read_text(encoding="utf-8")
        runs = re.findall(r'raises=(\w+)\)-->\n```python\n--8<-- "(\S+)"\n```\n\n`([^`]+)` raises', page)
        assert len(runs) == page.count("pytest.mark.xfail") == (4 if lesson == "feedforward" else 5)
        for kind, path, line in runs:
            with pytest.raises(getattr(builtins, kind)) as caught:
                runpy.run_path(str(ROOT / "snippets" / path))
            own = [entry for entry in caught.traceback if str(entry.path).endswith(path)]
            assert str(own[0].statement).strip() == line, path


def test_frozen_layer_beside_one_that_learns(run_snippet):
    names = run_snippet(LESSON + "drills_frozen.py")
    assert names.hidden.weight.grad is None and names.output.weight.grad is not None


# Histograms, BatchNorm, and a curve of hinges.


def test_only_the_right_start_keeps_the_values_apart(run):
    names = run(LESSON + "histograms.py")
    spread = {name: [h.std().item() for h in names.values_of(std)] for name, std in names.starts.items()}
    assert spread["too small"][-1] < 1e-4 and spread["too small"][0] > 0.1
    assert 0.25 < spread["right"][-1] < spread["right"][0] < 0.7
    assert min(spread["too large"]) > 0.8
    assert math.isclose(names.starts["right"], 1 / math.sqrt(256))
    for name, std in names.starts.items():
        last = names.values_of(std)[-1].abs()
        near_0, flat = ((last < 0.01).float().mean(), (last > 0.95).float().mean())
        assert f"{name:9}  near 0: {near_0:.2f}  beyond 0.95: {flat:.2f}\n" in names.printed
    assert [ax.get_title() for ax in names.axes[0]] == ["too small: 0.01", "right: 0.062", "too large: 0.3"]
    assert [len(ax.patches) for ax in names.axes.flat] == [41] * 9
    assert all(ax.patches[0].get_x() == -1 for ax in names.axes.flat)


def test_batch_norm_equals_its_formula_in_both_modes(run):
    names = run(LESSON + "batch_norm.py")
    batch, norm = names.batch, nn.BatchNorm1d(1)
    by_hand = (batch - batch.mean()) / (batch.var(correction=0) + norm.eps).sqrt()
    assert torch.allclose(norm(batch), by_hand, atol=1e-5)
    mean, var = 0.9 * 0 + 0.1 * batch.mean(), 0.9 * 1 + 0.1 * batch.var()
    assert torch.allclose(norm.eval()(batch), (batch - mean) / (var + norm.eps).sqrt(), atol=1e-5)
    before = norm.running_mean.clone()
    norm(batch)
    assert torch.equal(norm.running_mean, before), "in evaluation mode, the buffers stay"
    assert "running_mean 1.00\nrunning_var 1.30\nnum_batches_tracked 1.00\n" in names.printed
    assert [name for name, _ in norm.named_parameters()] == ["weight", "bias"]
    with pytest.raises(ValueError, match="more than 1 value"):
        norm.train()(batch[:1])
    assert names.printed.endswith("8 beside 0.0: 1.00\n8 beside 100.0: -1.00\n")


def test_hinges_meet_the_curve_at_their_knots_and_come_closer(run):
    names = run(LESSON + "curve.py")
    for curve in (torch.sin, torch.exp, lambda x: x.abs()):
        knots = torch.linspace(-3, 3, 13)[:, None]
        assert torch.allclose(names.build(curve, 12)(knots), curve(knots), atol=1e-4)
    errors = [float(one) for one in re.findall(r"largest error (\S+)", names.printed)]
    assert all(3 < wide / close < 4.5 for wide, close in zip(errors, errors[1:], strict=False)) and len(errors) == 5
    trained = [float(one) for one in re.findall(r"from start \d: (\S+)", names.printed)]
    assert len(trained) == 3 and min(trained) > 4 * errors[2]
    assert f"sin is {math.sin(5):.1f}" in names.printed


OFFERED = {  # what the other answers to a question print
    "wrong_alias.py": "".join(f"best is as saved: {kept}\nsafe is as saved: {kept}\n" for kept in (True, False)),
    "wrong_count.py": "parameters: 64\nparameters: 20\nparameters: 96\n",
    "wrong_logits.py": "logits [[0.0, 0.0]]\nlogits [[2.0, 0.5]]\nlogits [[7.0, 10.0]]\n",
    "wrong_modes.py": "".join(
        f"{[mode] * 4}, twice the same: {same}\n" for same in (False, True) for mode in (True, False)
    ),
    "wrong_registration.py": "".join(
        f"trained: {trained}\nsaved:   {trained}\nmoved:   plain    {plain}\n"
        "moved:   learned  meta\nmoved:   fixed    meta\n"
        for trained, plain in ((["plain", "learned", "fixed"], "meta"), (["learned"], "cpu"))
    ),
    "wrong_stacked.py": "loss 0.022, accuracy 1.000\nloss 0.455, accuracy 0.788\n",
    "wrong_threshold.py": "".join(
        f"{name}{answers}\n"
        for rows in ([[0, 1, 1]] * 4, [[1, 1, 0], *[[1, 0, 0]] * 3])
        for name, answers in zip(
            [*(f"class 1 above {t}: " for t in (0.1, 0.5, 0.9)), "logit above 0:     "], rows, strict=True
        )
    ),
}


@pytest.mark.parametrize("file", OFFERED)
def test_answers_that_the_questions_offer(file, run_snippet):
    assert run_snippet(LESSON + file).printed == OFFERED[file]


def test_dropout_begins_from_its_seed(run):
    torch.manual_seed(0)
    kept = [round(value, 2) for value in nn.functional.dropout(torch.ones(8), 0.25).tolist()]
    assert run(LESSON + "modes.py").printed.startswith(f"train: {kept}\n")
