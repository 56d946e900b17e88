"""What the programs of the training loop's pages produce, and the answers that their exercises must refuse."""

import math
import re

import pytest
import torch
from mini import ROOT
from torch import nn

HERE = "pytorch/training-loop"
ERRORS = "pytorch/errors/training-loop"
LN3 = math.log(3)


def numbers(text):
    """All numbers of a printed text."""
    return [float(one) for one in re.findall(r"(?<![\w.])-?(?:\d+\.?\d*(?:e[+-]?\d+)?|inf|nan)(?![\w.])", text)]


def after(word, text):
    """The first number behind each occurrence of a word."""
    return [float(one) for one in re.findall(rf"{re.escape(word)}\s+(-?[\d.]+(?:e[+-]?\d+)?|inf|nan)", text)]


def is_star_map(x, y):
    """Whether these stars follow the rule that every program uses: three arms, a turn of 1.5, noise of 0.3."""
    r = x.norm(dim=1)
    turn = torch.atan2(x[:, 1], x[:, 0]) - 1.5 * r - 2 * torch.pi * y / 3
    noise = torch.remainder(turn + torch.pi, 2 * torch.pi) - torch.pi
    return 1.9 < r.max() <= 2 and abs(noise.mean()) < 0.06 and 0.26 < noise.std() < 0.34


GALAXY = [  # the lines that make the stars, with any number of them
    r"y = torch.randint\(3, \((?:\d+|n),\)\)",
    r"r = 2 \* torch.rand\((?:\d+|n)\)",
    r"angle = 1.5 \* r \+ 2 \* torch.pi \* y / 3 \+ 0.3 \* torch.randn\((?:\d+|n)\)",
    r"torch.stack\(\[r \* angle.cos\(\), r \* angle.sin\(\)\], dim=1\)",
]
PROGRAMS = sorted(path for folder in (HERE, ERRORS) for path in (ROOT / "snippets" / folder).glob("*.py"))


@pytest.mark.parametrize("path", [path for path in PROGRAMS if "angle.cos()" in path.read_text()], ids=lambda p: p.stem)
def test_every_program_makes_the_same_galaxy(path):
    source = path.read_text(encoding="utf-8")
    assert all(len(re.findall(line, source)) == 1 for line in GALAXY)
    assert "torch.manual_seed(0)" in source or "torch.manual_seed(seed)" in source
    outputs = set(re.findall(r"nn.Linear\(\d+, (\d+)\)(?:, \*last)?\)?$", source, re.MULTILINE)) - {"16"}
    assert outputs <= ({"3", "4"} if path.stem == "catalogue" else {"3"}), "an output for each arm"


# ------------------------------------------------------------------ the loop


def test_untrained_model_starts_near_the_loss_of_guessing(run_snippet):
    names = run_snippet(f"{HERE}/four_steps.py")
    assert names.x.shape == (300, 2) and names.y.dtype == torch.int64 and set(names.y.tolist()) == {0, 1, 2}
    assert is_star_map(names.x, names.y)
    (untrained, guess) = numbers(re.search(r"^untrained: loss (.*)$", names.printed, re.MULTILINE)[1])[::2]
    assert abs(untrained - LN3) < 0.15 and guess == round(LN3, 4)
    assert 0 < names.accuracy < 0.4, "the page says: no better than a guess"
    logits, p = (
        numbers(re.search(rf"^{name} of star 0 +(.*)$", names.printed, re.MULTILINE)[1])
        for name in ("logits", "probabilities")
    )
    assert torch.allclose(torch.tensor(logits).softmax(0), torch.tensor(p), atol=1e-3)
    assert names.numbers == sum(p.numel() for p in names.model.parameters()) == 195


def test_four_steps_change_what_the_page_says(run_snippet):
    lines = run_snippet(f"{HERE}/four_steps.py").printed.splitlines()[7:]
    untrained, updated = after("loss", "\n".join(lines))
    assert updated < untrained
    assert lines[0].endswith("grad None") and lines[2].endswith("grad None")
    assert lines[0] == lines[2], "steps 1 and 2 leave the parameters alone"
    assert numbers(lines[3])[3:] == numbers(lines[4])  # autograd and the formula
    assert numbers(lines[5]) == numbers(lines[6]) != numbers(lines[0])  # step and the update by hand


def test_criteria_of_the_first_page_equal_their_formulas(run_snippet):
    found = [numbers(line) for line in run_snippet(f"{HERE}/choose.py").printed.splitlines()]
    assert all(loss == by_hand for loss, by_hand in found)
    logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 0.3]])
    classes = -logits.log_softmax(dim=1)[[0, 1], [0, 2]].mean().item()
    yes_no = (math.log1p(math.exp(-2)) + math.log1p(math.exp(-1))) / 2
    assert [loss for loss, _ in found] == [0.625, round(classes, 4), round(yes_no, 4)]


def test_wrong_criteria_of_the_first_page(run_snippet):
    names = run_snippet(f"{HERE}/wrong_choice.py")
    right, twice, number = after("last loss", names.printed)
    accuracies = after("accuracy", names.printed)
    floor = math.log(1 + 2 / math.e)
    assert right < 0.1 and floor < twice < 0.7 and after("floor", names.printed) == [round(floor, 3)]
    assert min(accuracies[:2]) > 0.95 and accuracies[2] < 0.8 and number > 0.1


def test_skipped_steps_of_the_first_page(run_snippet):
    names = run_snippet(f"{HERE}/skip.py", raises=RuntimeError)
    assert "modified by an inplace operation" in str(names.error)
    right, no_step, no_zero, cleared = map(numbers, names.printed.splitlines())
    assert right[1] < 0.3 < 1 < right[0] and no_step == cleared == [right[0]] * 2
    assert no_zero[0] == right[0] and no_zero[1] < right[1], "the loss does not betray the missing zero_grad"


def test_small_batches_give_more_updates(run_snippet):
    printed = run_snippet(f"{HERE}/updates.py").printed.splitlines()
    assert printed[0] == "10 batches"
    large, small = (numbers(line) for line in printed[1:])
    assert large[:2] == [300, 5] and small[:2] == [32, 50] and small[2] < large[2] - 0.3


def test_optimizer_repeats_the_loop_by_hand(run_snippet):
    printed = run_snippet(f"{HERE}/by_hand.py").printed
    losses = after("loss", "\n".join(re.findall(r"^update .*", printed, re.MULTILINE)))
    assert len(losses) == 10 and losses[:5] == losses[5:]
    assert losses[0] > 0.9 and losses[4] < 0.25 and losses[:5] == sorted(losses[:5], reverse=True)
    assert printed.endswith("old + new: True\nwithout is new alone: False\n")


def test_larger_batches_agree_with_all_stars(run_snippet):
    names = run_snippet(f"{HERE}/batch_size.py")
    agreement = after("agreement", names.printed)
    assert agreement == sorted(agreement) and agreement[0] < 0.5 and agreement[2] > 0.9
    assert agreement[3] - agreement[2] < 0.1
    low, high = (
        [float(one) for one in re.findall(rf"lr +{lr} .*: ([\d.]+)$", names.printed, re.MULTILINE)]
        for lr in ("0.02", "0.5")
    )
    assert len(low) == len(high) == 3 and low == sorted(low, reverse=True)
    assert min(high) == high[1], "the page says: batches of 32 end lowest"


def test_left_out_batch(run_snippet):
    assert run_snippet(f"{HERE}/last_drop.py").size == 64 and run_snippet(f"{HERE}/batches.py").sizes[-1] == 44


def test_batches_of_an_epoch(run_snippet):
    names = run_snippet(f"{HERE}/batches.py")
    assert names.iteration == 10
    assert re.findall(r"y \((\d+),\)", names.printed) == ["64", "64", "64", "64", "44"] * 2
    own, ready = re.findall(r"item 7: (.*)\nready-made: (.*)", names.printed)[0]
    assert own == ready
    epochs = [re.findall(rf"epoch {epoch} .*labels \[(.*)\]", names.printed) for epoch in (0, 1)]
    assert len(epochs[0]) == 5 and epochs[0] != epochs[1], "another order in each epoch"


def test_weighed_mean_is_that_of_all_stars(run_snippet):
    names = run_snippet(f"{HERE}/batches.py")
    plain, weighed, whole = numbers(names.printed)[-3:]
    assert names.sizes == [64, 64, 64, 64, 44] and weighed == whole != plain
    assert math.isclose(plain, sum(names.losses) / 5, abs_tol=1e-4)
    assert math.isclose(whole, names.criterion(names.model(names.x), names.y).item(), abs_tol=1e-4)


def test_classifier_learns_the_arms(run_snippet):
    names = run_snippet(f"{HERE}/classifier.py")
    history = names.history
    assert len(history) == 40 and history[0][0] > 0.8 and history[-1][0] < 0.2
    assert all(acc > 0.93 for acc in (history[-1][1], history[-1][3], names.test_acc))
    assert history[0][0] > history[0][2], "the page explains why validation is better at first"
    x, y = names.test_loader.dataset.tensors
    assert is_star_map(x, y)
    loss = nn.functional.cross_entropy(names.model(x), y).item()
    assert math.isclose(names.test_loss, loss, rel_tol=1e-4)
    assert names.test_acc == pytest.approx((names.model(x).argmax(1) == y).float().mean().item())
    assert all(0 < acc <= 1 for row in history for acc in (row[1], row[3]))
    assert not names.model.training
    assert torch.equal(names.arms.T.flatten(), names.model(names.grid).argmax(1)), "the map is that of the model"
    titles = [ax.get_title() for ax in names.axes.flat]
    shares = [float(title.split(": ")[1]) for title in titles]
    assert shares[0] < shares[1] < shares[2] and abs(shares[3] - history[-1][3]) < 0.001, "each map has its own network"
    assert len(names.states) == 41 and names.optimizer.param_groups[0]["momentum"] == 0


def test_missing_steps_leave_their_traces(run_snippet):
    names = run_snippet(f"{HERE}/skip_a_step.py", raises=RuntimeError)
    assert "modified by an inplace operation" in str(names.error)
    found = re.findall(r"^([a-z ]+?) +lr +([\d.]+) +([\d. ]+)$", names.printed, re.MULTILINE)
    rows = [(order, float(lr), numbers(losses)) for order, lr, losses in found]
    first = {order: losses for order, _, losses in rows[:7]}
    right = first["zero forward backward update"]
    assert right[0] > right[1] > right[2] > right[3]
    assert first["forward backward update zero"] == first["forward zero backward update"] == right
    still = [
        "zero forward update",
        "zero forward backward",
        "forward backward zero update",
        "zero forward update backward",
    ]
    assert all(first[order] == [right[0]] * 4 for order in still)
    low, middle, high = rows[7:10]
    assert low[:2] == middle[:1] + (0.003,) == ("forward backward update", 0.003)
    assert low[2] == sorted(low[2], reverse=True), "without zero_grad the loss can fall all the way"
    assert middle[2][2] < right[2] and middle[2][3] > middle[2][0], "or climb"
    assert high[0] == "zero forward backward update" and high[2][3] > high[2][0], "and with it climb, too"
    assert [row[0] for row in rows[10:12]] == ["forward update backward", "forward update zero backward"]


# ------------------------------------------------------------------ criteria


def test_squared_error_stops_at_the_noise(run_snippet):
    names = run_snippet(f"{HERE}/turn.py")
    guess = numbers(names.printed.split("update")[0])
    assert len(set(guess)) == 1 and guess[0] > 0.5
    assert 0.09 < names.loss.item() < names.noise.square().mean() < 0.12
    assert torch.allclose(names.y, 1.5 * names.x + names.noise)
    assert abs(names.model.weight.item() - 1.5) < 0.1 and abs(names.model.bias.item()) < 0.1


def test_criteria_equal_their_formulas(run_snippet):
    names = run_snippet(f"{HERE}/criteria.py")
    values = re.findall(r"^(?:\w+Loss|by hand) +([\d.]+|inf)$", names.printed, re.MULTILINE)
    assert values[0] == values[1] == values[2]
    assert values[3] == values[4] == values[5] == values[6]
    assert values[7:] == ["200.0", "inf", "100.0"]
    for classes in (2, 3, 10):
        line = f"{classes:2d} classes: loss {math.log(classes):.4f}  ln {classes} = {math.log(classes):.4f}"
        assert line in names.printed


def test_which_wrong_choices_run(run_snippet):
    rows = dict(
        re.findall(r"^  target (.*?): (.*)$", run_snippet(f"{HERE}/silent.py").printed.split("BCE")[0], re.MULTILINE)
    )
    assert rows == {
        "float (4, 1)": "runs, loss 0.000",
        "float (4,)  ": "RuntimeError",
        "int   (4, 1)": "RuntimeError",
    }
    strict = run_snippet(f"{HERE}/silent.py").printed.split("BCE")[1]
    assert re.findall(r": (\w+)", strict) == ["runs", "ValueError", "RuntimeError"]


def test_weights_find_the_rare_answers(run_snippet):
    printed = run_snippet(f"{HERE}/rare.py").printed
    plain, weighed = (numbers(line) for line in printed.splitlines()[:2])
    assert plain[0] > weighed[0] and plain[1] < 0.3 < 0.6 < weighed[1]
    for line in printed.splitlines()[2:]:
        assert len(set(numbers(line))) == 1


def test_squared_error_of_a_sigmoid_is_flat_where_it_is_wrong(run_snippet):
    names = run_snippet(f"{HERE}/flat.py")
    p = torch.sigmoid(torch.tensor(-8.0)).item()
    slopes = after("slope", names.printed)
    assert slopes == pytest.approx([p - 1, 2 * (p - 1) * p * (1 - p)], abs=6e-5)
    assert torch.allclose(names.cross_entropy, torch.log1p(torch.exp(-names.logit)), atol=1e-4)
    assert names.squared.max() < 1 and names.logit[[0, -1]].tolist() == [-8, 8]


def test_class_numbers_are_no_quantities(run_snippet):
    printed = run_snippet(f"{HERE}/class_numbers.py").printed
    classes, squared = after("accuracy", printed)
    assert classes > 0.98 and squared < classes - 0.02
    wrong, middle = re.search(r"answers (\d+), arm 1 in (\d+)", printed.splitlines()[1]).groups()
    assert int(wrong) > 5 and int(middle) > int(wrong) / 2


def test_each_star_has_its_loss(run_snippet):
    names = run_snippet(f"{HERE}/worst.py")
    assert math.isclose(names.each.mean().item() * 300, names.total.item(), rel_tol=1e-4)
    p = names.y_pred.softmax(1)[range(300), names.y]
    assert torch.allclose(names.each, -p.log(), atol=1e-4)
    assert names.printed.count("star ") == 3
    assert names.each.median() < 0.05 < 0.5 < names.each.max()


# ------------------------------------------------------------------ optimizers


def test_steps_by_hand_are_those_of_torch(run_snippet):
    names = run_snippet(f"{HERE}/steps.py")
    hand, torchs = (re.findall(rf"{word} +tensor\((.*)\)", names.printed) for word in ("by hand", "torch"))
    assert hand == torchs and len(set(hand)) == 2
    gradient, first = re.findall(r"gradient tensor\((.*?)\) first step tensor\((.*?)\)", names.printed)[0]
    assert numbers(gradient) == [-4, 20] and numbers(first) == [0.02, -0.02]


def test_paths_end_near_the_lowest_point(run_snippet):
    names = run_snippet(f"{HERE}/valley.py")
    for path in (names.sgd, names.momentum, names.adam):
        assert path.shape == (41, 2) and path[0].tolist() == [-4, 1] and path[-1].norm() < 0.5
    at_start = names.height[names.b.sub(1).abs().argmin(), names.a.add(4).abs().argmin()]
    assert at_start == pytest.approx(18, rel=0.05), "the contours are those of the loss"
    across = names.sgd[:12, 1]
    assert (across[1:] * across[:-1] < 0).all(), "SGD zigzags"
    step = (names.adam[1] - names.adam[0]).abs()
    assert torch.allclose(step, torch.tensor([0.12, 0.12]), atol=0.01)


def test_sweep_has_a_best_rate_inside(run_snippet):
    sweeps = run_snippet(f"{HERE}/lr_sweep.py").sweeps
    assert [len(losses) for losses in sweeps.values()] == [7, 7, 7]
    for losses in sweeps.values():
        best = min(range(7), key=lambda at: losses[at] if math.isfinite(losses[at]) else 9e9)
        assert 0 < best < 6 and losses[best] < 0.4 and losses[0] > 1
        assert not losses[-1] < LN3, "a rate of 100 is worse than guessing, or nan"
    assert sweeps["AdamW"][2] < sweeps["SGD"][2] / 2


def test_schedules_follow_their_formulas(run_snippet):
    names = run_snippet(f"{HERE}/schedules.py")
    assert names.steps == [0.5 ** (epoch // 20) for epoch in range(60)]
    expected = [(1 + math.cos(math.pi * epoch / 60)) / 2 for epoch in range(60)]
    assert names.cosine == pytest.approx(expected, abs=1e-6)
    assert names.warm == pytest.approx([min(1, 0.1 + 0.09 * epoch) for epoch in range(60)], abs=1e-6)


def test_schedule_settles(run_snippet):
    names = run_snippet(f"{HERE}/anneal.py")
    assert len(names.constant) == len(names.cosine) == 5
    assert (names.cosine < names.constant).sum() >= 4 and names.cosine.mean() < 0.8 * names.constant.mean()
    assert names.constant.max() > 1.5 * names.constant.min() and names.cosine.max() > 1.5 * names.cosine.min()


def test_clipping_keeps_the_direction(run_snippet):
    names = run_snippet(f"{HERE}/clip.py")
    assert names.before > 10 and names.norm().item() == pytest.approx(1, abs=1e-4) and names.same


def test_decay_of_three_optimizers(run_snippet):
    printed = run_snippet(f"{HERE}/decay.py").printed.splitlines()
    assert [numbers(line)[2:] for line in printed] == [[9.5, 0.95], [9.5, 0.95], [9.9, 0.9]]


def test_loop_on_a_device(run_snippet):
    names = run_snippet(f"{HERE}/device.py")
    assert all(p.device.type == names.device.type for p in names.model.parameters())
    assert names.loss.isfinite() and len(after("loss", names.printed)) == 3
    assert names.model.weight.shape == (3, 2) and names.loss != after("loss", names.printed)[0]


def test_move_can_replace_the_parameters(run_snippet):
    printed = run_snippet(f"{HERE}/moved.py").printed.splitlines()
    assert printed[1].endswith("True") and printed[3].endswith("False")
    assert "cpu" in printed[2].split(":")[1]


# ------------------------------------------------------------------ generalization


def test_split_has_no_star_twice(run_snippet):
    names = run_snippet(f"{HERE}/split.py")
    assert [len(part) for part in names.parts] == [180, 60, 60]
    assert sorted(names.taken) == list(range(300)) and names.printed.endswith("True\n")


def test_three_fits_have_their_shapes(run_snippet):
    runs = run_snippet(f"{HERE}/fits.py").runs
    train, val = (torch.tensor([[row[at] for row in curves] for curves in runs.values()]) for at in (0, 1))
    assert train[0, -1] > 0.5 and abs(train[0, -1] - val[0, -1]) < 0.15
    assert train[1, -1] < 0.1 and val[1, -1] < 0.2
    assert train[2, -1] < 0.01 and val[2, -1] > 1.3 * val[2].min()
    assert [round(curves[-1].item(), 3) for curves in val] == [0.523, 0.042, 0.456]


def test_early_stopping_keeps_the_best_copy(run_snippet):
    names = run_snippet(f"{HERE}/overfitting.py")
    assert names.best == min(names.val_loss) == names.val_loss[names.best_epoch]
    assert names.epoch == names.best_epoch + names.patience == len(names.val_loss) - 1
    assert names.train_loss[-1] < 0.01 and names.val_loss[-1] > 1.4 * names.best
    loaded = nn.functional.cross_entropy(names.model(names.x_val), names.y_val).item()
    assert math.isclose(loaded, names.best, rel_tol=1e-4)
    assert "copied: equal to the last weights False" in names.printed
    assert "not copied: equal to the last weights True" in names.printed


def test_what_holds_a_model_back(run_snippet):
    printed = run_snippet(f"{HERE}/hold_back.py").printed
    train, val = after("train", printed), after("validation", printed)
    assert len(train) == len(val) == 4
    assert all(one > train[0] for one in train[1:]) and all(one < val[0] for one in val[1:])
    assert min(val) == val[3]


def test_resumed_run_is_the_run_that_never_stopped(run_snippet):
    names = run_snippet(f"{HERE}/resume.py")
    _, whole, resumed, alone = names.printed.splitlines()
    assert whole == resumed != alone
    assert after("lr", names.printed) == [0.1, 0.025, 0.025, 0.1]
    losses = after("loss", names.printed)
    assert 0.3 < losses[0] < 0.5 and losses[1] < 0.3
    assert names.checkpoint["epoch"] == 30


def test_only_between_epochs_a_loader_goes_on(run_snippet):
    between, within = run_snippet(f"{HERE}/random_state.py").printed.split("first batch")
    never_stopped, without, with_state = map(numbers, between.splitlines())
    assert never_stopped == with_state != without and sorted(with_state) == list(range(12))
    assert between.startswith("never stopped     [[8, 11, 9, 5], [10, 4, 2, 0], [1, 6, 3, 7]]\n")
    first, rest, again = map(numbers, within.splitlines())
    assert sorted(first + rest) == sorted(again) == list(range(12)) and again[:8] != rest and again[4:] != rest


def test_own_generator_keeps_the_order(run_snippet):
    shared, own, other_shared, same_own = re.findall(r"\[(.*)\]", run_snippet(f"{HERE}/order.py").printed)
    assert own == same_own and shared != other_shared
    torch.manual_seed(0)
    nn.Linear(2, 32)
    order = next(iter(torch.utils.data.DataLoader(range(300), 8, shuffle=True))).tolist()
    assert numbers(shared) == order, "the larger model has drawn more before the order"
    assert all(len(numbers(one)) == 8 and max(numbers(one)) < 300 for one in (shared, own, other_shared))


def test_same_seed_same_run(run_snippet):
    names = run_snippet(f"{HERE}/seeds.py")
    assert "the same loss: True" in names.printed
    assert len(set(names.losses.tolist())) == 5 and names.losses.max() < 0.3
    assert names.printed.endswith("mean 0.206  standard deviation 0.024\n")
    assert is_star_map(names.x, names.y)


# ------------------------------------------------------------------ debugging


def test_catalogue_is_mended_step_by_step(run_snippet):
    names = run_snippet(f"{HERE}/catalogue.py")
    losses = after("loss", names.printed)
    start, stuck, raw, scaled = losses[:3], losses[2], losses[3], losses[4]
    assert start[0] > 100 and abs(stuck - LN3) < 0.05
    assert raw > 100 and abs(scaled - LN3) < 0.4
    assert losses[5] == losses[6] == losses[7]
    assert losses[10] < 0.02 and losses[13] < 0.3
    assert "from 2" in names.printed or "from 3" in names.printed
    assert re.search(r"of each label \[0, \d+, \d+, \d+\]", names.printed)
    assert names.accuracy > 0.9


ORDERS = {  # what `watch` says of a loop, or "" for a right one
    "zero forward backward update": "",
    "forward backward update zero": "",
    "forward zero backward update": "",
    "forward backward update": "no zero_grad",
    "zero forward update": "step moved nothing",
    "zero forward backward": "no step",
    "forward backward": "no step",
    "forward backward zero update": "step moved nothing",
    "zero forward update backward": "step moved nothing",
    "forward update backward": "step moved nothing",
}


@pytest.mark.parametrize(("order", "words"), ORDERS.items())
@pytest.mark.parametrize("kind", ["keep", "set", "one layer"])
def test_watch_decides_which_step_is_missing(run_snippet, order, words, kind):
    names = run_snippet(f"{HERE}/watch.py", raises=AssertionError)
    assert "old gradient in 0.weight: no zero_grad" in str(names.error)
    layers = [nn.Linear(2, 3)] if kind == "one layer" else [nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 3)]
    model = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.003)
    names.watch(model, optimizer)

    def loop():
        for _ in range(5):
            for step in order.split():
                if step == "zero":
                    optimizer.zero_grad(set_to_none=kind == "set")
                elif step == "forward":
                    loss = nn.functional.cross_entropy(model(names.x), names.y)
                elif step == "backward":
                    loss.backward()
                else:
                    optimizer.step()
            with torch.inference_mode():
                model(names.x)

    if not words:
        loop()
    else:
        with pytest.raises(AssertionError, match=words):
            loop()


def test_watch_wants_the_models_own_parameters(run_snippet):
    names = run_snippet(f"{HERE}/watch.py", raises=AssertionError)
    model, other = nn.Linear(2, 3), nn.Linear(2, 3)
    with pytest.raises(AssertionError, match="does not hold weight"):
        names.watch(model, torch.optim.SGD(other.parameters(), lr=0.1))
    model.weight.requires_grad_(False)
    names.watch(model, torch.optim.SGD([model.bias], lr=0.1))  # a frozen one may be missing


def test_sigmoids_starve_the_first_layers(run_snippet):
    names = run_snippet(f"{HERE}/gradient_norms.py")
    level, default, sigmoid = names.runs.values()
    assert len(level) == len(default) == len(sigmoid) == 8
    assert level[0] > level[-1] / 20
    assert 1e3 * sigmoid[0] < default[0] < min(default[-1] / 100, level[0] / 100)
    assert sigmoid[0] < sigmoid[-1] / 1e5
    for name, norms in names.runs.items():
        assert f"{name:13}  first layer {norms[0]:.1e}  last {norms[-1]:.1e}\n" in names.printed


def test_curves_of_three_rates_and_of_noise(run_snippet):
    names = run_snippet(f"{HERE}/curves.py")
    low, good, high = (numbers(line.split(":")[1]) for line in names.printed.splitlines()[:3])
    assert low[0] == good[0] == high[0]
    assert low[0] - 0.2 < low[1] < low[0] and good[1] < 0.4 and high[1] > 0.5
    assert 0.4 < names.rises < 0.6 and names.means[-1] < names.means[0] / 1.5


# ------------------------------------------------------------------ what goes wrong


@pytest.mark.parametrize(
    ("name", "raises", "words"),
    [
        ("float_labels", RuntimeError, "expected target dtype to be Long"),
        ("column_labels", RuntimeError, "0D or 1D target tensor expected"),
        ("labels_from_one", IndexError, "Target 3 is out of bounds"),
        ("one_hot_labels", RuntimeError, "Expected floating point type for target with class probabilities"),
        ("bce_on_logits", RuntimeError, "all elements of input should be between 0 and 1"),
        ("sgd_model", TypeError, "optimizer can only optimize Tensors"),
        ("sgd_module", TypeError, "'Model' object is not iterable"),
        ("sgd_method", TypeError, "'method' object is not iterable"),
        ("step_too_early", RuntimeError, "modified by an inplace operation"),
        ("flat_target", ValueError, "must be the same as input size"),
        ("int_target", RuntimeError, "result type Float can't be cast to the desired output type Long"),
        ("double_target", RuntimeError, "Found dtype Double but expected Float"),
        ("double_compare", RuntimeError, "Float did not match Double"),
    ],
)
def test_loud_mistake_says_what_the_page_says(run_snippet, name, raises, words):
    assert words in str(run_snippet(f"{ERRORS}/{name}.py", raises=raises).error)


def test_mended_labels_give_the_loss_of_guessing(run_snippet):
    printed = run_snippet(f"{ERRORS}/labels_fix.py").printed
    assert printed.splitlines() == [f"loss {LN3:.4f}"] * 4


def test_mended_criterion_optimizer_and_order(run_snippet):
    expected = (math.log1p(math.exp(-2)) + math.log1p(math.exp(-1))) / 2
    assert after("loss", run_snippet(f"{ERRORS}/bce_fix.py").printed) == [round(expected, 4)]
    assert run_snippet(f"{ERRORS}/sgd_fix.py").shapes == [(3, 2), (3,)]
    losses = after("loss", run_snippet(f"{ERRORS}/step_in_time.py").printed)
    assert losses == [1.2487, 0.5607, 0.4168]


def test_mended_targets(run_snippet):
    assert numbers(run_snippet(f"{ERRORS}/yes_no_fix.py").printed) == [round(math.log(2), 4)] * 3
    printed = run_snippet(f"{ERRORS}/double_fix.py").printed
    loss = -(math.log(0.9) + math.log(0.8)) / 2
    assert printed.splitlines() == [f"BCELoss {loss:.4f}", "the loss is torch.float32", "True"]
    assert "float64" in run_snippet(f"{ERRORS}/double_compare.py", raises=RuntimeError).printed


def test_one_layer_is_silent_about_an_early_step(run_snippet):
    losses = after("loss", run_snippet(f"{ERRORS}/one_layer.py").printed)
    assert losses == [1.9899, 1.9899, 1.4430], "no gradient in update 0, one that comes late in update 1"


def test_scheduler_first_skips_the_first_rate(run_snippet):
    names = run_snippet(f"{ERRORS}/scheduler_first.py")
    assert names.printed.splitlines() == ["[0.05, 0.025, 0.0125, 0.00625]", "[0.1, 0.05, 0.025, 0.0125]"]
    assert any("lr_scheduler.step()` before `optimizer.step()" in text for text in names.warned)


def test_column_target_ends_at_the_variance(run_snippet):
    names = run_snippet(f"{ERRORS}/column_target.py")
    assert names.x.shape == (64, 2)
    (wrong, variance), (right, _) = (numbers(line) for line in names.printed.splitlines())
    assert wrong == variance == round(names.y.var(correction=0).item(), 3) and right < 0.01
    assert any("Using a target size" in text for text in names.warned)


def test_no_zero_grad_swings(run_snippet):
    names = run_snippet(f"{ERRORS}/no_zero_grad.py")
    rows = [(numbers(line.split(":")[1]), line.endswith("True")) for line in names.printed.splitlines()]
    assert [clean for _, clean in rows] == [False, False, True, True, True]
    assert max(names.swings[100:]) > names.swings[0] > 1 and min(names.swings) < 0.6
    assert rows[1][0] == sorted(rows[1][0], reverse=True) and rows[1][0][-1] < rows[3][0][-1], "a low rate only helps"
    assert all(b < a + 0.01 for a, b in zip(names.falls, names.falls[1:], strict=False)) and names.falls[-1] < 0.2
    assert max(names.leaps[1:]) > 2 * names.leaps[0], "with zero_grad it can swing, too"


def test_another_models_optimizer_changes_nothing(run_snippet):
    names = run_snippet(f"{ERRORS}/other_model.py")
    losses, norms = after("loss", names.printed), after("norm", names.printed)
    assert len(set(losses[:4])) == 1 and norms[3] > 10 * norms[0]
    assert "[False, False, False, False]" in names.printed
    assert losses[4] == losses[0] and losses[7] < 0.7


def test_softmax_twice_has_a_floor(run_snippet):
    printed = run_snippet(f"{ERRORS}/softmax_twice.py").printed
    wrong, right = after("loss", printed)
    floor = math.log(1 + 2 / math.e)
    assert floor < wrong < floor + 0.05 and right < 0.05 and min(after("accuracy", printed)) > 0.97
    assert f"3 classes {floor:.3f}" in printed and f"10 classes {math.log(1 + 9 / math.e):.3f}" in printed


def test_sigmoid_twice_has_a_floor(run_snippet):
    twice, once = after("loss", run_snippet(f"{ERRORS}/sigmoid_twice.py").printed)
    assert twice == round((math.log1p(math.exp(-1)) + math.log(2)) / 2, 3) and once == 0


def test_one_logit_has_no_loss(run_snippet):
    printed = run_snippet(f"{ERRORS}/one_logit.py").printed
    losses, accuracies = after("loss", printed), after("accuracy", printed)
    assert losses[:2] == [0, 0] and accuracies[0] == accuracies[1] < 0.8
    assert losses[3] < 0.05 < 0.6 < losses[2] < 0.8 and accuracies[3] == 1.0


def test_high_rates_stall_grow_and_become_nan(run_snippet):
    names = run_snippet(f"{ERRORS}/rate_too_high.py")
    assert (names.y - 1.5 * names.x).std().item() == pytest.approx(0.3, abs=0.04)
    _, stalls, grows, nan, right = names.printed.splitlines()
    assert numbers(stalls)[4] > 0.5 > 0.12 > numbers(stalls)[5] and numbers(stalls)[0] == 0.48
    assert numbers(grows)[-1] > 1e6 or not math.isfinite(numbers(grows)[-1])
    assert math.isnan(numbers(nan)[-1]) and numbers(right)[-1] < 0.12
    assert numbers(stalls)[4] > numbers(right)[4]


def test_unscaled_features_switch_every_relu_off(run_snippet):
    printed = run_snippet(f"{ERRORS}/unscaled.py").printed
    losses, gradients, on = after("loss", printed), after("gradient", printed), after("ReLUs on", printed)
    assert losses[0] > 100 and gradients[3] == 0 == on[3] and abs(losses[3] - LN3) < 0.05
    assert losses[7] < 0.4 and gradients[7] > 0 and on[7] > 0.3
    assert losses[0] == 854.2 and losses[4] == 1.326, "the same first weights in both runs"


def test_training_mode_answers_twice(run_snippet):
    names = run_snippet(f"{ERRORS}/no_eval.py")
    one, two, three, four = names.printed.splitlines()
    assert one != two and three == four and names.model.training
    losses = after("loss", names.printed)
    assert losses[2] < min(0.2, *losses[:2])


def test_sum_of_losses_keeps_every_graph(run_snippet):
    names = run_snippet(f"{ERRORS}/loss_item.py")
    one, ten, hundred = after("nodes kept", names.printed)
    assert ten - one == 9 * (hundred - ten) / 90 > 9
    assert isinstance(names.total, float) and names.total / 100 == pytest.approx(names.loss.item(), rel=1e-5)
    assert names.printed.splitlines()[-1] == f"<class 'float'> {names.loss.item():.4f}"


# ------------------------------------------------------------------ exercises

WRONG = {  # changes of the solution, each a slip that a learner makes
    "exercise.py": [
        ("            optimizer.zero_grad()\n", ""),
        (
            "        for x, y in train_loader:\n            optimizer.zero_grad()\n",
            "        optimizer.zero_grad()\n        for x, y in train_loader:\n",
        ),
        ("        model.train()\n", ""),
        ("loss.item() * len(y)", "loss.item()"),
        ("loss.item() * len(y)", "loss.item() * 32"),
        ("loss.item() * len(y)", "loss * len(y)"),
        ("            loss.backward()\n            optimizer.step()\n", "            loss.backward()\n"),
        ("loss = criterion(y_pred, y)", "loss = criterion(y_pred.softmax(dim=1), y)"),
        ("lr=lr", "lr=lr, momentum=0.9"),
        ("correct / n", "correct / 300"),
        (
            "    optimizer = torch.optim.SGD(model.parameters(), lr=lr)\n    for _ in range(num_epochs):\n",
            "    for _ in range(num_epochs):\n        optimizer = torch.optim.SGD(model.parameters(), lr=lr)\n",
        ),
        ("torch.optim.SGD", "torch.optim.Adam"),
        ("argmax(dim=1)", "argmin(dim=1)"),
        ("correct / n", "correct / len(train_loader)"),
        (
            "            loss.backward()\n            optimizer.step()\n",
            "            loss.backward()\n            optimizer.zero_grad()\n            optimizer.step()\n",
        ),
        ("        history.append((loss_sum / n, correct / n))\n    return", "    return"),
        ("        history.append((loss_sum / n, correct / n))", "        history.append((loss.item(), correct / n))"),
    ],
    "criteria_exercise.py": [
        ("nn.MSELoss(), 1, column.unsqueeze(1)", "nn.MSELoss(), 1, column"),
        ("nn.MSELoss()", "nn.L1Loss()"),
        ("column.squeeze(1) - 1", "column.squeeze(1)"),
        ("column.squeeze(1) - 1", "column - 1"),
        ("nn.CrossEntropyLoss(), 3, column.squeeze(1) - 1", "nn.CrossEntropyLoss(), 4, column.squeeze(1)"),
        ("nn.CrossEntropyLoss(), 3, column.squeeze(1) - 1", "nn.MSELoss(), 1, column.float()"),
        ("column.squeeze(1) - 1", "(column.squeeze(1) - 1).float()"),
        ("nn.BCEWithLogitsLoss()", "nn.BCELoss()"),
        ("nn.BCEWithLogitsLoss()", "nn.MSELoss()"),
        ("nn.BCEWithLogitsLoss()", "nn.CrossEntropyLoss()"),
        ("column.float().unsqueeze(1)", "column.float()"),
        ("column.float().unsqueeze(1)", "column.unsqueeze(1)"),
        ("column.float().unsqueeze(1)", "(~column).float().unsqueeze(1)"),
        ("column.float().unsqueeze(1)", "column.double().unsqueeze(1)"),
        ("nn.MSELoss(), 1, column.unsqueeze(1)", "nn.MSELoss(), 1, column.unsqueeze(1).double()"),
        ("nn.MSELoss(), 1, column.unsqueeze(1)", "nn.MSELoss(), 1, column.unsqueeze(1).long()"),
        ("column.squeeze(1) - 1", "(column.squeeze(1) - 1).int()"),
        ("column.squeeze(1) - 1", "column.squeeze(1).tolist()"),
        ("nn.MSELoss()", "nn.MSELoss(reduction='sum')"),
        ("nn.MSELoss()", "nn.MSELoss(reduction='none')"),
    ],
    "steps_exercise.py": [
        ("p -= lr * p.grad", "p = p - lr * p.grad"),
        ("p -= lr * p.grad", "p += lr * p.grad"),
        ("p -= lr * p.grad", "p -= 0.1 * p.grad"),
        ("p -= lr * p.grad", "p -= lr * p.grad / p.grad.norm()"),
        ("p -= lr * p.grad", "p -= lr * p.grad.mean()"),
        ("p -= lr * p.grad", "p -= lr * p.grad\n                p.grad = None"),
        ("p -= lr * p.grad", "p -= lr * p.grad\n                p.grad.zero_()"),
        ("            if p.grad is not None:\n                p -= lr * p.grad", "            p -= lr * p.grad"),
        ("    with torch.no_grad():\n", "    if True:\n"),
        ("for p in params:", "for p in params[:2]:"),
    ],
    "batches_exercise.py": [
        ("    if not drop_last and num_stars % batch_size > 0:\n        batches += 1\n", ""),
        ("    if not drop_last and num_stars % batch_size > 0:\n", "    if not drop_last:\n"),
        ("not drop_last and ", ""),
        ("not drop_last and ", "drop_last and "),
        ("return batches * num_epochs", "return batches"),
        ("num_stars // batch_size", "num_stars / batch_size"),
        ("return batches * num_epochs", "return num_stars * num_epochs // batch_size"),
        ("return batches * num_epochs", "return float(batches * num_epochs)"),
    ],
    "optimizers_choice_exercise.py": [
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.SGD, {"lr": 0.1}'),
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.SGD, {"lr": 100.0}'),
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.Adam, {"lr": 0.001}'),
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}'),
        ('torch.optim.AdamW, {"lr": 0.1}', "torch.optim.AdamW, {}"),
        ('torch.optim.AdamW, {"lr": 0.1}', 'nn.Linear, {"lr": 0.1}'),
    ],
    "optimizers_exercise.py": [
        ("velocity += p.grad + self.weight_decay * p", "velocity += (1 - self.momentum) * p.grad"),
        ("velocity += p.grad + self.weight_decay * p", "velocity += p.grad"),
        ("velocity += p.grad + self.weight_decay * p", "velocity += p.grad - self.weight_decay * p"),
        ("            velocity *= self.momentum\n", ""),
        ("            velocity *= self.momentum\n", "            velocity *= 1 - self.momentum\n"),
        ("p -= self.lr * velocity", "p += self.lr * velocity"),
        ("p -= self.lr * velocity", "p = p - self.lr * velocity"),
        ("p -= self.lr * velocity", "p -= self.lr * p.grad"),
        ("p -= self.lr * velocity", "p *= 1 - self.lr * self.weight_decay\n            p -= self.lr * velocity"),
        (
            "                continue\n",
            "                p -= self.lr * self.weight_decay * p\n                continue\n",
        ),
    ],
    "generalise_exercise.py": [
        ("copy.deepcopy(model.state_dict())", "model.state_dict()"),
        ("copy.deepcopy(model.state_dict())", "dict(model.state_dict())"),
        ("val_loss < self.best", "val_loss <= self.best"),
        ("val_loss < self.best", "not val_loss >= self.best"),
        ("            self.waited = 0\n", ""),
        ("self.state is None or ", "False or "),
        (
            "            if val_loss < self.best:  # not nan\n                self.best = val_loss\n",
            "            self.best = val_loss\n",
        ),
        ("self.waited >= self.patience", "self.waited > self.patience"),
        ("        model.load_state_dict(self.state)\n", "        pass\n"),
        (
            "        model.load_state_dict(self.state)\n",
            "        for name, p in model.named_parameters():\n            p.data.copy_(self.state[name])\n",
        ),
        (
            "        if self.state is None or val_loss < self.best:\n",
            "        old, self.old = getattr(self, 'old', 9e9), val_loss\n"
            "        if self.state is None or val_loss < old:\n",
        ),
    ],
    "debug_exercise.py": [
        ("p.detach().clone()", "p"),
        ("p.detach().clone()", "p.detach()"),
        ("    model.zero_grad()  # the optimizer may hold another model\n    optimizer.zero_grad()\n", ""),
        ("    optimizer.step()\n", ""),
        ("    criterion(model(x), y).backward()\n", ""),
        ("if torch.equal(p, before[name])", "if p.grad is None"),
        ("if torch.equal(p, before[name])", "if p.grad is None or not p.grad.any()"),
        ("if torch.equal(p, before[name])", "if not p.requires_grad"),
        ("if torch.equal(p, before[name])", "if not torch.equal(p, before[name])"),
    ],
    "errors": [
        ("        optimizer.zero_grad()\n", ""),
        (
            "    for _ in range(num_updates):\n        optimizer.zero_grad()\n",
            "    optimizer.zero_grad()\n    for _ in range(num_updates):\n",
        ),
        ("        optimizer.step()\n", "        optimizer.zero_grad()\n        optimizer.step()\n"),
        ("y_pred = model(x)", "y_pred = model(x).softmax(dim=1)"),
        ("y_pred = model(x)", "y_pred = model(x).sigmoid()"),
        ("criterion(y_pred, y)", "nn.functional.nll_loss(y_pred.softmax(dim=1), y)"),
        ("    model.eval()\n", ""),
        ("    model.eval()\n", "    model.train()\n"),
        ("    for _ in", "    model.eval()\n    for _ in"),
        (
            "        optimizer.zero_grad()\n        y_pred",
            "        for group in optimizer.param_groups:\n            group['lr'] = 0.003\n        y_pred",
        ),
        ("        optimizer.step()\n", "        optimizer.step()\n        model.eval()\n"),
    ],
}


def path_of(file):
    return f"{ERRORS}/exercise.py" if file == "errors" else f"{HERE}/{file}"


@pytest.mark.parametrize(("file", "old", "new"), [(file, *pair) for file, pairs in WRONG.items() for pair in pairs])
def test_wrong_answer_fails_the_check(answer, solution_of, file, old, new):
    path = path_of(file)
    solution = solution_of(path)
    assert old in solution, "the solution has changed: change this wrong answer, too"
    with pytest.raises(AssertionError):
        answer(path, solution.replace(old, new))


RIGHT = {  # other styles, each as right as the solution
    "exercise.py": [
        ("optimizer.zero_grad()", "model.zero_grad()"),
        (
            "            optimizer.zero_grad()\n            y_pred = model(x)\n"
            "            loss = criterion(y_pred, y)\n",
            "            y_pred = model(x)\n            loss = criterion(y_pred, y)\n"
            "            optimizer.zero_grad()\n",
        ),
        (
            "            optimizer.step()\n",
            "            with torch.no_grad():\n                for p in model.parameters():\n"
            "                    p -= lr * p.grad\n",
        ),
        ("(y_pred.argmax(dim=1) == y).sum().item()", "int((y_pred.max(dim=1).indices == y).sum())"),
    ],
    "criteria_exercise.py": [
        ("column.unsqueeze(1)\n", "column[:, None]\n"),
        ("column.squeeze(1) - 1", "(column - 1).flatten()"),
        ("column.squeeze(1) - 1", "nn.functional.one_hot(column[:, 0] - 1, 3).float()"),
        ("column.float().unsqueeze(1)", "torch.where(column, 1.0, 0.0).reshape(-1, 1)"),
    ],
    "steps_exercise.py": [
        ("p -= lr * p.grad", "p.sub_(p.grad, alpha=lr)"),
        ("p -= lr * p.grad", "p.copy_(p - lr * p.grad)"),
        (
            "    with torch.no_grad():\n        for p in params:\n"
            "            if p.grad is not None:\n                p -= lr * p.grad",
            "    for p in params:\n        if p.grad is not None:\n            p.data -= lr * p.grad",
        ),
    ],
    "batches_exercise.py": [
        (
            "    if not drop_last and num_stars % batch_size > 0:\n        batches += 1\n",
            "    if not drop_last:\n        batches = -(-num_stars // batch_size)\n",
        ),
        (
            "    return batches",
            "    if not drop_last:\n        batches = (num_stars + batch_size - 1) // batch_size\n    return batches",
        ),
        (
            "    return batches * num_epochs",
            "    return num_epochs * len(DataLoader(range(num_stars), batch_size, drop_last=drop_last))",
        ),
    ],
    "optimizers_choice_exercise.py": [
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.SGD, {"lr": 0.5, "momentum": 0.9}'),
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.Adam, {"lr": 0.05}'),
        ('torch.optim.AdamW, {"lr": 0.1}', 'torch.optim.RMSprop, {"lr": 0.02}'),
    ],
    "generalise_exercise.py": [
        ("copy.deepcopy(model.state_dict())", "{name: v.clone() for name, v in model.state_dict().items()}"),
        (
            "        model.load_state_dict(self.state)",
            "        for name, v in model.state_dict().items():\n            v.copy_(self.state[name])",
        ),
        ("self.waited >= self.patience", "not self.waited < self.patience"),
    ],
    "errors": [
        ("        optimizer.zero_grad()\n", "        model.zero_grad(set_to_none=False)\n"),
        ("        optimizer.step()\n", "        optimizer.step()\n        optimizer.zero_grad()\n"),
        ("loss = criterion(y_pred, y)", "loss = nn.functional.nll_loss(y_pred.log_softmax(1), y)"),
        ("    model.eval()\n", "    model.train(False)\n"),
    ],
    "debug_exercise.py": [
        (
            "    model.zero_grad()  # the optimizer may hold another model\n    optimizer.zero_grad()\n",
            "    for p in model.parameters():\n        p.grad = None\n",
        ),
        ("p.detach().clone()", "p.detach().numpy().copy()"),
        ("p.detach().clone()", "p.clone()"),
    ],
}


@pytest.mark.parametrize(("file", "old", "new"), [(file, *pair) for file, pairs in RIGHT.items() for pair in pairs])
def test_another_right_answer_passes_the_check(answer, solution_of, file, old, new):
    path = path_of(file)
    solution = solution_of(path)
    assert old in solution, "the solution has changed: change this answer, too"
    if "numpy()" in new:
        solution = solution.replace("torch.equal(p, before[name])", "(p.detach().numpy() == before[name]).all()")
    answer(path, solution.replace(old, new))


# ------------------------------------------------------------------ bias and variance, zeros, drills


def test_error_is_squared_bias_and_variance(run_snippet):
    names = run_snippet(f"{HERE}/bias_variance.py")
    small, large, small_100, large_100 = ([*numbers(line)[-3:]] for line in names.printed.splitlines())
    for bias, variance, error in (small, large, small_100, large_100):
        assert abs(bias + variance - error) < 0.0015
    assert small[0] > 3 * small[1] and large[1] > 3 * large[0]
    assert abs(small_100[0] - small[0]) < 0.02 and small_100[1] < small[1] / 4 and large_100[1] < large[1] / 4
    assert large_100[2] < 0.01 < small_100[2]
    hundred = names.curves(names.line, num_points=100)
    variance = (hundred - hundred.mean(dim=0)).square().mean().item()
    error = (hundred - names.truth).square().mean().item()
    assert [round(variance, 3), round(error, 3)] == small_100[1:]
    assert names.small.shape == names.large.shape == (8, 200, 1)
    assert torch.equal(names.truth, names.grid.sin())


def test_shuffled_inputs_are_no_better_than_zeros(run_snippet):
    names = run_snippet(f"{HERE}/blind.py")
    sound, zeros, mixed, zeros_again = numbers(names.printed)
    assert sound < 0.15 and zeros == zeros_again and abs(zeros - LN3) < 0.01 and mixed >= zeros
    assert is_star_map(names.x, names.y)
    x, y, x_val, y_val = names.mixed
    assert torch.equal(y, names.sound[1]) and torch.equal(x_val, names.sound[2]) and torch.equal(y_val, names.sound[3])
    assert sorted(map(tuple, x.tolist())) == sorted(map(tuple, names.sound[0].tolist()))


def test_answers_that_the_drills_offer(run_snippet):
    names = run_snippet(f"{HERE}/drills_wrong.py")
    assert names.printed.split() == ["1.10", "0.69", "0.69", "-4.0", "3.0", "5.0", "float", "0.5", "-0.5"]
    names = run_snippet(f"{HERE}/drills_range.py", raises=IndexError)
    assert "Target 2 is out of bounds" in str(names.error)


def test_drills_say_what_is_left(run_snippet):
    names = run_snippet(f"{HERE}/drills_moves.py")
    w = nn.Parameter(torch.tensor([0.0, 0.0]))
    w.grad = torch.tensor([3.0, 4.0])
    nn.utils.clip_grad_norm_([w], 1.0)
    assert torch.allclose(w.grad, torch.tensor([0.6, 0.8]))
    assert names.printed.split() == ["0.7", "0.4", "0.4", "None", "0.6", "96", "0.2", "5.0", "0.5", "0.9"]
    names = run_snippet(f"{HERE}/drills_old_model.py")
    assert names.model.weight.grad is not None and names.optimizer.param_groups[0]["params"][0].grad is None


@pytest.mark.parametrize(
    ("file", "printed"),
    [
        ("updates_wrong", "9 batches\n300 batches\n"),
        ("first_loss_wrong", "loss 0.3333\nloss 0.6667\nloss 1.5850\n"),
        ("last_drop", "stars in the last batch: 64\n"),
        ("last_even", "stars in the last batch: 60\n"),
    ],
)
def test_answers_that_the_questions_offer(run_snippet, file, printed):
    assert run_snippet(f"{HERE}/{file}.py").printed == printed
