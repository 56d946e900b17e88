"""The lesson on tensors: what its snippets produce, and answers that its exercises must refuse."""

import numpy as np
import pytest
import torch
from mini import ROOT

T = "pytorch/tensors"
E = "pytorch/errors/tensors"
S = "pytorch/errors/shapes"
WEEK = [[11.0, 17.0, 14.0], [12.0, 19.0, 14.0], [10.0, 15.0, 11.0], [9.0, 14.0, 10.0], [13.0, 21.0, 17.0]]
HAS_GPU = torch.accelerator.is_available()


def lines(names) -> list[str]:
    return names.printed.splitlines()


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def boxes(ax, style: str) -> list[tuple[int, int]]:
    """Row and column of the boxes that are drawn in this line style."""
    found = [patch for patch in ax.patches if patch.get_linestyle().replace("solid", "-") == style]
    return [(round(box.get_y() + 0.4), round(box.get_x() + 0.45)) for box in found]


# The first part: create, shape, dtype


def test_first_page_shows_a_photo_a_sentence_and_a_table(run_snippet):
    names = run_snippet(f"{T}/first_tensor.py")
    assert names.photo.shape == (5, 5) and names.photo.min() >= 0 and names.photo.max() == 255
    assert torch.equal(names.photo, names.photo.flip(1)), "a heart has two equal halves"
    assert [names.vocabulary[at] for at in names.sentence.tolist()] == names.text.split()
    assert names.temps.tolist() == WEEK
    photo, table, sentence = (names.axes[name] for name in ("photo", "table", "sentence"))
    assert [int(text) for text in texts(sentence)] == names.sentence.tolist()
    assert [label.get_text() for label in sentence.get_xticklabels()] == names.text.split()
    assert sorted(map(int, texts(photo))) == sorted(names.photo.flatten().tolist())
    assert [float(text) for text in texts(table)] == names.temps.flatten().tolist()
    assert lines(names)[-9:] == [
        "shape torch.Size([5, 3])",
        "dtype torch.float32",
        "device cpu",
        "matrix: 2 torch.Size([5, 3]) 15",
        "vector: 1 torch.Size([3]) 3",
        "scalar: 0 torch.Size([]) 1",
        "tensor(17.)",
        "17.0",
        "3 60",
    ]


def test_product_is_rows_times_columns(run_snippet):
    names = run_snippet(f"{T}/product.py")
    days, weights = np.array(WEEK[:2]), np.array([[0.25, -1], [0.5, 1], [0.25, 0]])
    assert np.array_equal(names.days, days) and np.array_equal(names.weights, weights)
    product = days @ weights
    assert lines(names)[:7] == [
        "tensor([11., 17., 14.])",
        "tensor([-1.,  1.,  0.])",
        "tensor([-11.,  17.,   0.])",
        "tensor(6.)",
        "16.0",
        *str(torch.tensor(product).float()).splitlines(),
    ]
    assert lines(names)[-2:] == ["torch.Size([2, 2])", "True"]
    filled = [boxes(ax, "-") for ax in names.axes]
    assert filled == [[(0, 0), (0, 1), (0, 2)], [(0, 1), (1, 1), (2, 1)], [(0, 1)]]
    for ax, table in zip(names.axes, (days, weights), strict=False):
        assert [float(text) for text in texts(ax)] == table.flatten().tolist()
    assert texts(names.axes[2]) == ["?", "6", "?", "?"]
    assert names.fig.get_supxlabel() == "11 · (-1) + 17 · 1 + 14 · 0 = 6"


def test_first_steps_calculate_and_move(run_snippet):
    names = run_snippet(f"{T}/first_steps.py")
    assert lines(names)[:3] == [
        str(torch.tensor(WEEK[0]) * 9 / 5 + 32),
        "tensor([False,  True,  True])",
        "tensor(14.)",
    ]
    assert names.monday.device.type == names.device.type
    assert names.device.type == (torch.accelerator.current_accelerator().type if HAS_GPU else "cpu")


def test_creators_give_what_their_comments_say(run_snippet):
    names = run_snippet(f"{T}/creators.py")
    for value in (torch.zeros(2, 3), torch.full((2, 2), 7), torch.eye(3)):
        assert str(value) in names.printed
    assert str(torch.tensor([0.0, 0.25, 0.5, 0.75])) in names.printed
    assert str(torch.tensor([0.0, 0.25, 0.5, 0.75, 1.0])) in names.printed
    assert "numbers: 4\n" in names.printed
    torch.manual_seed(0)
    assert torch.equal(names.normal, torch.randn(2, 3))
    for drawn in (torch.rand(3), torch.randint(8, 22, (4,)), torch.randperm(5)):
        assert str(drawn) in lines(names)
    assert "True" in lines(names)
    assert names.printed.endswith("tensor([[0, 0, 0],\n        [0, 0, 0]])\ntorch.Size([2, 3])\ntorch.Size([2, 3])\n")
    partners = {name for name in dir(torch) if name.endswith("_like") and not name.startswith("_")}
    assert {f"{name}_like" for name in ["zeros", "ones", "full", "empty", "rand", "randn", "randint"]} <= partners
    assert not {"eye_like", "arange_like", "linspace_like", "randperm_like"} & partners


# Dtypes


def test_dtypes_of_three_sources_and_their_limits(run_snippet):
    names = run_snippet(f"{T}/dtypes.py")
    assert [x.dtype for x in (names.whole, names.real, names.double)] == [torch.int64, torch.float32, torch.float64]
    assert names.whole.tolist() == names.real.tolist() == names.double.tolist() == WEEK[0]
    assert lines(names) == [
        "torch.int64",
        "torch.float32",
        "torch.float64",
        "torch.bool",
        "tensor(14.)",
        "torch.float32",
        "tensor([ 1, -1])",
        "uint8: 8 bits, 0 to 255",
        f"int32: 32 bits, {-(2**31)} to {2**31 - 1}",
        f"int64: 64 bits, {-(2**63)} to {2**63 - 1}",
        "float16: 16 bits, up to 6.6e+04, step 1e-03",
        "bfloat16: 16 bits, up to 3.4e+38, step 8e-03",
        "float32: 32 bits, up to 3.4e+38, step 1e-07",
        "float64: 64 bits, up to 1.8e+308, step 2e-16",
        f"{np.float32(0.1):.20f}",
        f"{0.1:.20f}",
    ]


def test_mean_of_whole_numbers_fails(run_snippet):
    names = run_snippet(f"{T}/whole_mean.py", raises=RuntimeError)
    assert names.temps.tolist() == WEEK[:2] and names.temps.dtype == torch.int64
    assert "could not infer output dtype" in str(names.error) and str(names.error).endswith("Got: Long")


def test_promotion_agrees_with_real_sums(run_snippet):
    names = run_snippet(f"{T}/promotion.py")
    wanted = ["float32", "float64", "float32", "int64", "float32", "float32", "float32", "float64", "float64"]
    assert lines(names) == [f"torch.{name}" for name in wanted]
    assert names.whole.tolist() == names.real.tolist() == names.double.tolist() == WEEK[0]
    zeros = [torch.zeros(1, dtype=getattr(torch, name)) for name in names.names]
    sums = [str((one + two).dtype).removeprefix("torch.") for one in zeros for two in zeros]
    assert texts(names.ax) == [names.short[name] for name in sums]
    assert [label.get_text() for label in names.ax.get_yticklabels()] == names.names


def test_precision_has_its_fingerprints(run_snippet):
    names = run_snippet(f"{T}/precision.py")
    assert lines(names) == [
        "tensor([110,   4], dtype=torch.uint8)",
        "tensor([110, 260], dtype=torch.int16)",
        "tensor([255], dtype=torch.uint8)",
        "tensor(True)",
        "tensor(False)",
        "inf",
        "70144.0",
        "1.00000012",
        "tensor(False)",
        "tensor(True)",
    ]
    assert names.light.tolist() == [100, 250] and names.count.item() == 2**24 and names.hot.item() == 70_000
    by_numpy = np.float32(0)
    for _ in range(10):
        by_numpy = by_numpy + np.float32(0.1)
    assert names.total.item() == by_numpy.item()


def test_functions_that_do_not_promote_refuse_two_dtypes():
    single, double = torch.ones(3), torch.ones(3, dtype=torch.float64)
    for function in (torch.isclose, torch.allclose, torch.matmul, torch.dot):
        with pytest.raises(RuntimeError, match="(?i)float.* double|double.* float"):
            function(single, double)
    for result in (
        single + double,
        single / double,
        torch.maximum(single, double),
        torch.where(single > 0, single, double),
    ):
        assert result.dtype == torch.float64
    assert (single < double).dtype == torch.bool


def test_numbers_that_are_written_must_fit_and_others_wrap(run_snippet):
    names = run_snippet(f"{T}/too_large.py", raises=RuntimeError)
    assert "without overflow" in str(names.error) and names.light.tolist() == [100, 250]
    writes = (
        lambda: torch.tensor([300], dtype=torch.uint8),
        lambda: torch.full((2,), 300, dtype=torch.uint8),
        lambda: torch.zeros(2).half().fill_(70_000.0),
    )
    for write in writes:
        with pytest.raises(RuntimeError, match="without overflow"):
            write()
    assert torch.tensor(300).to(torch.uint8) == 44 and (torch.tensor([250], dtype=torch.uint8) + 10) == 4


# Shapes


def test_pick_selects_what_numpy_selects(run_snippet):
    names = run_snippet(f"{T}/pick.py")
    week = np.array(WEEK)
    assert names.temps.tolist() == WEEK
    mended = week.copy()
    mended[3] = [10, 16, 12]
    mended[mended > 18] = 18
    mended[:, 0] += 1
    assert names.mended.tolist() == mended.tolist()
    expected = [week[0], week[:, 1], week[-1, 1], week[::-1, 1].copy(), week[[0, 4]], week[[0, 4], [1, 2]]]
    with pytest.raises(ValueError, match="step must be greater than zero"):
        names.temps[::-1]
    for value in expected + [week.reshape(3, 5)[0], week.T[0]]:
        assert str(torch.tensor(value).float()) in names.printed
    shapes = [line for line in lines(names) if line.startswith("torch.Size")]
    assert shapes == [f"torch.Size({shape})" for shape in ([2, 2], [3, 3], [1, 5, 3], [5, 1, 3], [4, 5])]
    at = lines(names).index("2")
    assert lines(names)[at + 1] == "tensor([19., 21.])"
    assert names.temps[names.warm_start].tolist() == [WEEK[0], WEEK[1], WEEK[4]]
    assert str(names.warm_start) in names.printed and names.temps[[0, 4], [1, 2]].shape == (2,)
    assert names.hot.nonzero().tolist() == [[1, 1], [4, 1]]


def test_pick_draws_both_orders(run_snippet):
    names = run_snippet(f"{T}/pick.py")
    by_day, by_reading = (line.get_ydata().tolist() for line in names.ax.lines[:2])
    assert [line.get_xdata()[0] for line in names.ax.lines[2:]] == [4.5, 9.5]
    week = np.array(WEEK)
    assert by_day == week.reshape(-1).tolist() and by_reading == week.reshape(-1, order="F").tolist()
    peaks = [at for at in range(1, 14) if by_day[at - 1] < by_day[at] > by_day[at + 1]]
    assert peaks == [1, 4, 7, 10, 13]


def test_strides_draw_the_positions_in_memory(run_snippet):
    names = run_snippet(f"{T}/strides.py", raises=RuntimeError)
    assert names.days.stride() == (3, 1) and names.days.T.stride() == (1, 3)
    assert "view size is not compatible" in str(names.error)
    positions = {
        name: [int(text.partition("]")[0].strip("[")) for text in texts(ax)] for name, ax in names.axes.items()
    }
    assert positions == {"memory": [0, 1, 2, 3, 4, 5], "days": [0, 1, 2, 3, 4, 5], "days.T": [0, 3, 1, 4, 2, 5]}
    for name, table in names.tables.items():
        drawn = [float(text.partition("\n")[2]) for text in texts(names.axes[name])]
        assert drawn == table.flatten().tolist()
    assert lines(names)[:2] == ["(3, 1) True", "(1, 3) False"]
    copied = str(torch.tensor([11.0, 12.0, 17.0, 19.0, 14.0, 14.0]))
    assert lines(names)[2:] == [str(torch.tensor([11.0, 17.0, 14.0, 12.0, 19.0, 14.0])), copied, copied]


def test_sizes_of_every_line(run_snippet):
    names = run_snippet(f"{T}/sizes.py")
    assert names.printed.replace("torch.Size", "").split("\n")[:-1] == [
        "([1, 3]) ([3, 1])",
        "([3])",
        "([3])",
        "([8, 3, 28, 32])",
        "([8, 32, 28, 3])",
        "([8, 2688])",
        "([8, 896, 3])",
        "([10, 3])",
        "([5, 6])",
        "([2, 5, 3])",
        "([5, 3, 2])",
    ]


# Operations


def test_combine_agrees_with_numpy(run_snippet):
    names = run_snippet(f"{T}/combine.py")
    week, weights = np.array(WEEK), np.array([0.25, 0.5, 0.25])
    assert names.temps.tolist() == WEEK and names.weights.tolist() == weights.tolist()
    for value in (
        week[0] * 9 / 5 + 32,
        week[4].clip(10, 20),
        np.where(week < 10, 10, week)[3],
        week.mean(0),
        week.mean(1),
        week @ weights,
    ):
        assert str(torch.tensor(value).float()) in names.printed
    assert {f"tensor({week.sum():.0f}.)", f"tensor({week.mean():.4f})"} <= {*lines(names)}
    assert names.values.tolist() == week.max(0).tolist() and names.days.tolist() == [4, 4, 4]
    assert "tensor([1, 1, 1, 1, 1])" in lines(names)
    at = lines(names).index("tensor([False,  True, False, False,  True])")
    assert lines(names)[at + 1] == "tensor(True)"
    assert "tensor([False,  True, False])" in lines(names)
    shapes = [line.removeprefix("torch.Size") for line in lines(names) if line.startswith("torch.Size")]
    assert shapes == ["([5])", "([5, 1])", "([5, 3])", "([])", "([2])", "([5, 2])", "([2, 5, 2])"]
    assert lines(names)[-2:] == ["True", "True"]
    mix = np.array([[0.25, 1], [0.5, 0], [0.25, 0]])
    assert np.array_equal(names.mix, mix) and np.array_equal(names.mixes, [mix, 2 * mix])
    assert np.array_equal(names.weeks, [week, week + 1]) and str(torch.tensor(week[0] > 15)) in lines(names)
    assert str(torch.tensor(week @ weights).float()) == lines(names)[lines(names).index("torch.Size([5, 3])") + 1]


def test_broadcast_adds_day_and_swing(run_snippet):
    names = run_snippet(f"{T}/broadcast.py", raises=RuntimeError)
    week = np.array(WEEK)
    model = week.mean(1)[:, None] + week.mean(0) - week.mean()
    assert np.allclose(names.model, model)
    assert lines(names)[0] == "(5, 1) (3,) (5, 3)"
    assert "must match the size of tensor b (5)" in str(names.error)
    expected = [np.broadcast_to(week.mean(1)[:, None], (5, 3)), week.mean(0) - week.mean() + np.zeros((5, 1)), model]
    for ax, grid in zip(names.axes, expected, strict=True):
        assert np.allclose([float(text) for text in texts(ax)], grid.reshape(-1), atol=0.051)
    column, row, whole = (boxes(ax, "-") for ax in names.axes)
    assert column == [(at, 0) for at in range(5)] and row == [(0, at) for at in range(3)]
    assert len(whole) == 15 and [len(boxes(ax, "--")) for ax in names.axes] == [10, 12, 0]


def test_pairs_average_all_25_differences(run_snippet):
    names = run_snippet(f"{T}/pairs.py")
    noon, forecast = np.array(WEEK)[:, 1], np.array([18.0, 19, 16, 13, 20])
    assert np.abs(noon - forecast).max() == 1
    assert f"mean absolute error: {np.abs(noon[:, None] - forecast).mean():.2f}" == lines(names)[0]
    assert lines(names)[1] == "torch.Size([5, 5])"
    drawn = np.array([float(text) for text in texts(names.ax)]).reshape(5, 5)
    assert np.array_equal(drawn, noon[:, None] - forecast) and drawn.min() == -6 and drawn.max() == 8
    assert boxes(names.ax, "-") == [(at, at) for at in range(5)] and len(boxes(names.ax, "--")) == 20
    assert names.error.tolist() == (noon - forecast).tolist()
    assert lines(names)[-1] == "mean absolute error: 0.80"


# Memory


def test_sharing_changes_the_week_through_the_view_only(run_snippet):
    names = run_snippet(f"{T}/sharing.py")
    week = np.array(WEEK)
    assert names.kept.tolist() == week[:, 1].tolist() and names.hot.tolist() == [0, 0]
    week[:, 1] -= 1
    assert names.temps[1:].tolist() == week[1:].tolist() and names.temps[0].tolist() == [0, 0, 0]
    assert lines(names)[:2] == [str(torch.tensor(week[:, 1]).float()), str(names.kept)]
    assert lines(names)[-2:] == ["True", str(torch.tensor(week[1]).float())]
    drawn = [[int(text) for text in texts(ax)] for ax in names.axes]
    assert drawn == [list(range(15))] * 3
    read = [[at for _, at in boxes(ax, "-")] for ax in names.axes]
    assert read == [[3, 4, 5], [1, 4, 7, 10, 13], [3, 5, 6, 8]]
    said = dict(line.rsplit(maxsplit=1) for line in lines(names)[2:-2])
    assert {name for name, what in said.items() if what == "shares"} == {
        "temps",
        "temps[1:3]",
        "temps.T",
        "temps.reshape(3, 5)",
        "temps.float()",
    }
    for name, result in names.results.items():
        table = names.temps if said[name] == "shares" else torch.tensor(week).float()  # a copy kept Monday
        assert torch.equal(eval(name, {"temps": table}), result), name
        found = np.shares_memory(result.numpy(), names.temps.numpy())
        assert said[name] == ("shares" if found else "copies"), name


def test_mask_writes_on_the_left_and_copies_elsewhere(run_snippet):
    assert lines(run_snippet(f"{T}/masks.py")) == ["tensor([  1., 109.])", "tensor([1., 9.])"]


def test_in_place_reaches_the_caller(run_snippet):
    names = run_snippet(f"{T}/in_place.py")
    kelvin, monday = str(torch.tensor([284.0, 290.0, 287.0])), str(torch.tensor([11.0, 17.0, 14.0]))
    assert lines(names) == [kelvin, monday, monday]
    assert names.same.tolist() == [11, 17, 14] and names.monday.tolist() == [12, 18, 15]


def test_numpy_bridge_shares_two_of_three(run_snippet):
    names = run_snippet(f"{T}/numpy_bridge.py")
    assert lines(names) == ["99.0 99.0 11.0", "[100.  18.  15.]", "[100.  18.  15.]", "True", "100.0"]
    assert names.copied.tolist() == [11, 17, 14] and names.shared.tolist() == [101, 19, 16]
    assert names.array.tolist() == [0, 18, 15] and names.single.dtype == torch.float32


# Devices


def test_loop_and_tensor_operation_agree(run_snippet):
    names = run_snippet(f"{T}/vectorised.py")
    exact = np.clip(names.readings.double().numpy() - 18, 0, None).sum()
    torch.manual_seed(0)
    assert torch.equal(names.readings, 15 + 5 * torch.randn(20_000))
    assert names.by_element(names.readings) == pytest.approx(exact, rel=1e-6)
    assert names.by_list(names.readings) == pytest.approx(exact, rel=1e-6)
    assert names.by_tensor(names.readings) == pytest.approx(exact, rel=1e-4)
    assert lines(names)[:3] == [f"{exact:.0f}"] * 3
    assert [line.split()[0] for line in lines(names)[3:]] == ["by_element", "by_list", "by_tensor"]
    assert all(float(line.split()[1]) >= 0 for line in lines(names)[3:])  # how long each takes, no test can promise


def test_device_is_chosen_once_and_left_for_numpy(run_snippet):
    names = run_snippet(f"{T}/choose_device.py")
    assert names.device.type == (torch.accelerator.current_accelerator().type if HAS_GPU else "cpu")
    assert lines(names)[1] == "True"
    smooth = np.array(WEEK) @ [0.25, 0.5, 0.25]
    assert np.allclose(names.smooth.cpu(), smooth)
    assert lines(names)[2:] == ["[14.75 16.   12.75 11.75 18.  ]", str(smooth.tolist())]


def test_moves_leave_the_tensor_and_take_the_module(run_snippet):
    names = run_snippet(f"{T}/moves.py")
    assert names.x.device.type == "cpu" and names.y.device.type == "meta"
    assert (names.y * torch.tensor(2.0)).device.type == "meta"  # a single number may come from the CPU
    assert names.layer.weight.device.type == "meta"
    mib = 64 * 3 * 224 * 224 * 4 / 2**20
    assert lines(names) == [
        "cpu",
        "meta",
        "True",
        "meta",
        f"{mib:.1f} MiB to copy",
        f"{mib / 2:.1f} MiB as float16",
    ]


@pytest.mark.skipif(not HAS_GPU, reason="needs a GPU")
def test_waiting_takes_longer_than_asking(run_snippet):
    names = run_snippet(f"{T}/wait.py")
    assert 0 < names.asked < names.done and torch.allclose(names.y, names.x @ names.x)


def test_wait_synchronizes_before_both_clocks():
    code = [line.strip() for line in (ROOT / "snippets" / T / "wait.py").read_text(encoding="utf-8").splitlines()]
    wait, steps = "torch.accelerator.synchronize()", [line.partition("#")[0].strip() for line in code]
    assert [line for line in steps if "perf_counter()" in line or line == wait] == [
        wait,
        "start = perf_counter()",
        "asked = perf_counter() - start",
        wait,
        "done = perf_counter() - start",
    ]


def test_seeds_repeat_the_same_calls_only(run_snippet):
    names = run_snippet(f"{T}/seeds.py")
    torch.manual_seed(7)
    first = torch.randn(3)
    assert torch.equal(names.first, first) and not torch.equal(names.second, first)
    own = torch.Generator().manual_seed(7)
    assert torch.equal(torch.randn(3, generator=own), first)
    assert names.noise.initial_seed() == 7
    shuffled = torch.randperm(5, generator=own)
    assert lines(names) == ["False", "True", str(shuffled), "0.0", "1.0"]


# The questions: each mistake that an option names has another answer than the block


SLIPS = {
    "month_under": "2 60",
    "month_sum": "3 12",
    "monday_row": "14.75",
    "second_sum": "7.0",
    "exact_tenths": "numbers: 3",
    "rounds": "tensor([ 2, -2])",
    "rounds_down": "tensor([ 1, -2])",
    "clips": "tensor([110, 255], dtype=torch.uint8)",
    "widens": "tensor([110, 260], dtype=torch.int16)",
    "widest": "torch.float64",
    "block": "tensor([[17., 14.],\n        [21., 17.]])",
    "cells": "torch.Size([12])",
    "mornings": "torch.Size([3])",
    "turned": "tensor([11., 12., 10.,  9., 13.])",
    "other_dim": "torch.Size([3])",
    "kept_dim": "torch.Size([5, 1])",
    "day_by_day": "torch.Size([5])",
    "column": "torch.Size([5, 1])",
    "own_copy": "tensor([11., 17., 14.])",
    "one_shares": "99.0 11.0 11.0",
    "all_copy": "11.0 11.0 11.0",
    "moved": "meta",
    "no_draw": "True",
    "exact_sums": "1.0\n1.0",
}


@pytest.mark.parametrize("name", SLIPS)
def test_slip_prints_what_its_mistake_gives(name, run_snippet):
    assert run_snippet(f"{T}/slips/{name}.py").printed == SLIPS[name] + "\n"


def test_every_slip_has_a_test():
    stems = {path.stem for path in (ROOT / "snippets" / T / "slips").glob("*.py")}
    assert stems == {*SLIPS, "drills", *(file.removeprefix("slips/") for file, *_ in ENDS if "/" in file)}


# The mistakes

LOUD = {
    f"{S}/matmul_shapes": (RuntimeError, "mat1 and mat2 shapes cannot be multiplied (5x3 and 4x3)"),
    f"{S}/no_broadcast": (RuntimeError, "The size of tensor a (3) must match the size of tensor b (5)"),
    f"{S}/cat_sizes": (RuntimeError, "Sizes of tensors must match except in dimension 0"),
    f"{S}/stack_sizes": (RuntimeError, "stack expects each tensor to be equal size"),
    f"{S}/size_invalid": (RuntimeError, "shape '[4, 4]' is invalid for input of size 15"),
    f"{S}/view_transposed": (RuntimeError, "view size is not compatible with input tensor's size and stride"),
    f"{S}/ragged": (ValueError, "expected sequence of length 2 at dim 1"),
    f"{S}/index_out": (IndexError, "index 5 is out of bounds"),
    f"{S}/dim_out": (IndexError, "Dimension out of range"),
    f"{S}/many_items": (RuntimeError, "a Tensor with 15 elements cannot be converted to Scalar"),
    f"{S}/ambiguous_truth": (RuntimeError, "Boolean value of Tensor with more than one value is ambiguous"),
    f"{E}/int_mean": (RuntimeError, "could not infer output dtype"),
    f"{E}/numpy_double": (RuntimeError, "expected m1 and m2 to have the same dtype, but got: double != float"),
    f"{E}/close_dtypes": (RuntimeError, "Float did not match Double"),
    f"{E}/integer_in_place": (RuntimeError, "result type Float can't be cast to the desired output type Long"),
    f"{E}/byte_overflow": (RuntimeError, "without overflow"),
    f"{E}/mixed_devices": (RuntimeError, "Tensor on device cpu is not on the expected device meta"),
    f"{E}/device_to_numpy": (TypeError, "device type tensor to numpy"),
    f"{E}/out_of_memory": (RuntimeError, "can't allocate memory: you tried to allocate 1600000000000000 bytes"),
    f"{E}/grad_to_numpy": (RuntimeError, "Can't call numpy() on Tensor that requires grad"),
}


@pytest.mark.parametrize("name", LOUD)
def test_loud_mistake_says_what_its_heading_says(name, run_snippet):
    kind, message = LOUD[name]
    assert message in str(run_snippet(f"{name}.py", raises=kind).error)


FIXED = {
    f"{S}/matmul_shapes_fix": "torch.Size([5, 4])",
    f"{S}/no_broadcast_fix": "torch.Size([5, 3])",
    f"{S}/cat_sizes_fix": "torch.Size([5, 5])\ntorch.Size([10, 2])",
    f"{S}/stack_sizes_fix": "tensor([[ 3,  1,  4, -1],\n        [ 3,  0,  1,  4]])\ntensor([3, 1, 4, 3, 0, 1, 4])",
    f"{S}/size_invalid_fix": "torch.Size([5, 3])\ntorch.Size([4, 3])",
    f"{S}/view_transposed_fix": "tensor([0, 3, 1, 4, 2, 5])\ntensor([0, 1, 2, 3, 4, 5])",
    f"{S}/ragged_fix": "tensor([[11., 17.],\n        [12., nan]])\ntensor([11.5000, 17.0000])",
    f"{S}/index_out_fix": "tensor(13.)\ntensor(13.)",
    f"{S}/dim_out_fix": "tensor(1.)\ntensor([1.])",
    f"{S}/many_items_fix": "1.0\n[1.0, 1.0, 1.0]",
    f"{S}/ambiguous_truth_fix": "True False",
    f"{E}/int_mean_fix": "tensor(14.) tensor(14.)",
    f"{E}/numpy_double_fix": "torch.float32",
    f"{E}/close_dtypes_fix": "True\nTrue",
    f"{E}/integer_in_place_fix": "tensor([11.5000, 17.5000, 14.5000])",
    f"{E}/byte_overflow_fix": "tensor([100, 260], dtype=torch.int16)\ntensor([100, 255], dtype=torch.uint8)",
    f"{E}/mixed_devices_fix": "meta",
    f"{E}/no_cuda_fix": "3.0",
    f"{E}/out_of_memory_fix": "tensor(0.)\n0.0",
    f"{E}/to_numpy_fix": "[1. 1. 1.]",
}


@pytest.mark.parametrize("name", FIXED)
def test_fix_prints_what_is_right(name, run_snippet):
    assert run_snippet(f"{name}.py").printed == FIXED[name] + "\n"


@pytest.mark.skipif(torch.backends.cuda.is_built(), reason="this build of torch has CUDA")
def test_build_without_cuda_says_so(run_snippet):
    printed = lines(run_snippet(f"{E}/no_cuda.py"))
    assert printed == ["built for CUDA: None", "AssertionError: Torch not compiled with CUDA enabled"]


def test_two_dtypes_have_three_more_wordings(run_snippet):
    said = lines(run_snippet(f"{E}/numpy_double_elsewhere.py"))
    assert [line.partition(":")[0] for line in said] == ["layer", "vector", "batch"]
    assert all("Double" in line and "Float" in line for line in said)


def test_silent_broadcast_is_twice_the_variance(run_snippet):
    names = run_snippet(f"{S}/silent_broadcast.py")
    twice = 2 * np.array(WEEK)[:, 1].var()
    assert lines(names) == [
        f"mean squared error {twice:.2f}",
        "shape (5, 5)",
        f"twice the variance {twice:.2f}",
        "mean squared error 0.00",
    ]


SILENT = {
    "dropped_to": ["cpu torch.float32", "meta torch.float64"],
    "shared_memory": ["tensor([ 11.,  12.,  10.,  90., 130.])", "tensor([11., 12., 10.,  9., 13.])"],
    "capital_tensor": ["(3,) 3 numbers", "torch.float32", "() tensor(3) torch.int64"],
    "byte_wraps": [
        "tensor([110,   4], dtype=torch.uint8)",
        "tensor(106, dtype=torch.uint8)",
        "tensor([110, 260], dtype=torch.int16)",
        "tensor(-150, dtype=torch.int16)",
    ],
}


@pytest.mark.parametrize("name", SILENT)
def test_silent_mistake_shows_its_number(name, run_snippet):
    assert lines(run_snippet(f"{E}/{name}.py")) == SILENT[name]


def test_every_mistake_has_a_test():
    tested = {*LOUD, *FIXED, f"{S}/silent_broadcast", *(f"{E}/{name}" for name in SILENT)}
    tested |= {f"{E}/{name}" for name in ("no_cuda", "numpy_double_elsewhere", "exercise", "exercise_solution")}
    assert {
        f"{folder}/{path.stem}" for folder in (E, S) for path in (ROOT / "snippets" / folder).glob("*.py")
    } == tested


# The exercises: plausible answers that are wrong


def body(head: str, *code: str) -> str:
    """The source of an answer: the function's head, and its body."""
    return "\n".join(["import torch\n\n", f"def {head}:", *(f"    {line}" for line in code), ""])


MEAN, ROWS, READING = "mean_light(first, second)", "center_rows(x)", "by_reading(weeks)"
CAP, NOISE = "cap_noon(week, limit)", "add_noise(x, seed)"
LAMP = "lamp_error(light, dark, full, power)"
OWN = "generator = torch.Generator().manual_seed(seed)"
PRODUCT, NIGHTS, FAULTS = "product(a, b)", "cold_nights(temps, limit)", "find_faults(temps)"


def cells(*code: str) -> str:
    """The answer `product` with these lines in the place of the cell."""
    return body(
        PRODUCT,
        "result = torch.zeros(a.shape[0], b.shape[1])",
        "for row in range(a.shape[0]):",
        "    for col in range(b.shape[1]):",
        *(f"        {line}" for line in code),
        "return result",
    )


def faults(*code: str) -> str:
    """An answer to the open exercise behind the cell that makes the months: the stub's cell alone is replaced."""
    return body(FAULTS, *code)


WRONG = {
    "exercise.py": {
        "row times row": cells("result[row, col] = (a[row] * b[col % b.shape[0]].sum()).sum()"),
        "no sum": cells("result[row, col] = (a[row] * b[:, col])[0]"),
        "one product for all": cells("result[row, col] = (a[0] * b[:, 0]).sum()"),
        "other indices": cells("result[row, col] = (a[row % 2] * b[:, col]).sum()"),
        "mean for sum": cells("result[row, col] = (a[row] * b[:, col]).mean()"),
        "sums, then multiplies": cells("result[row, col] = a[row].sum() * b[:, col].sum()"),
        "transposed": body(PRODUCT, "return (a @ b).T"),
        "a list": body(PRODUCT, "return (a @ b).tolist()"),
        "double": body(PRODUCT, "return a.double() @ b.double()"),
        "only small shapes": body(PRODUCT, "return a[:2] @ b[:, :2]"),
    },
    "rows_exercise.py": {
        "mask of all readings": body(NIGHTS, "return temps[temps < limit]"),
        "any reading": body(NIGHTS, "return temps[(temps < limit).any(dim=1)]"),
        "all readings": body(NIGHTS, "return temps[(temps < limit).all(dim=1)]"),
        "noon": body(NIGHTS, "return temps[temps[:, 1] < limit]"),
        "the first day": body(NIGHTS, "return temps[:1] if temps[0, 0] < limit else temps[:0]"),
        "and the limit": body(NIGHTS, "return temps[temps[:, 0] <= limit]"),
        "warm ones": body(NIGHTS, "return temps[temps[:, 0] > limit]"),
        "mornings alone": body(NIGHTS, "return temps[temps[:, 0] < limit, 0]"),
        "the mask": body(NIGHTS, "return temps[:, 0] < limit"),
        "positions": body(NIGHTS, "return (temps[:, 0] < limit).nonzero()"),
        "sets to zero": body(NIGHTS, "return temps * (temps[:, :1] < limit)"),
        "a list": body(NIGHTS, "return [day for day in temps.tolist() if day[0] < limit]"),
    },
    "faults_exercise.py": {
        "one mean for all": faults("return (temps - temps.mean()).abs() > 5"),
        "mean of each day": faults("return (temps - temps.mean(dim=1, keepdim=True)).abs() > 5"),
        "too warm alone": faults("return temps - temps.median(dim=0).values > 5"),
        "limits of May": faults("return (temps > 22) | (temps < 4)"),
        "limit too low": faults("return (temps - temps.median(dim=0).values).abs() > 1"),
        "limit too high": faults("return (temps - temps.median(dim=0).values).abs() > 11"),
        "one deviation": faults("return (temps - temps.mean(dim=0)).abs() > temps.std(dim=0)"),
        "whole days": faults("return ((temps - temps.median(dim=0).values).abs() > 5).any(dim=1)"),
        "numbers, no mask": faults("return ((temps - temps.median(dim=0).values).abs() > 5).float()"),
        "the values": faults("return temps[(temps - temps.median(dim=0).values).abs() > 5]"),
        "the three farthest from the mean": faults(
            "away = (temps - temps.mean()).abs()", "return away >= away.flatten().topk(3).values[-1]"
        ),
    },
    "dtypes_exercise.py": {
        "adds bytes": body(MEAN, "return (first + second) / 2"),
        "casts after the sum": body(MEAN, "return (first + second).float() / 2"),
        "halves of whole numbers": body(MEAN, "return (first // 2 + second // 2).float()"),
        "whole mean": body(MEAN, "return ((first.int() + second.int()) // 2).float()"),
        "double": body(MEAN, "return (first.double() + second.double()) / 2"),
        "one mean of all": body(MEAN, "return torch.stack([first, second]).float().mean()"),
        "mean over the lamps": body(MEAN, "return torch.cat([first, second]).float().mean(dim=0)"),
        "forgets to divide": body(MEAN, "return first.float() + second.float()"),
    },
    "shapes_exercise.py": {
        "reshape for transpose": body(READING, "return torch.cat(weeks).reshape(3, -1)"),
        "not contiguous": body(READING, "return torch.cat(weeks).T"),
        "cat side by side": body(READING, "return torch.cat(weeks, dim=1).T.contiguous()"),
        "weeks interleaved": body(READING, "return torch.stack(weeks, dim=-1).permute(1, 0, 2).reshape(3, -1)"),
        "stacked": body(READING, "return torch.stack(weeks).permute(2, 0, 1).contiguous()"),
        "first week only": body(READING, "return weeks[0].T.contiguous()"),
        "weeks backwards": body(READING, "return torch.cat(weeks[::-1]).T.contiguous()"),
    },
    "operations_exercise.py": {
        "no keepdim": body(ROWS, "x = x.float()", "return x - x.mean(dim=1)"),
        "wrong dimension": body(ROWS, "x = x.float()", "return x - x.mean(dim=0, keepdim=True)"),
        "mean of all": body(ROWS, "x = x.float()", "return x - x.mean()"),
        "keeps float64": body(
            ROWS, "x = x if x.is_floating_point() else x.float()", "return x - x.mean(dim=1, keepdim=True)"
        ),
        "in place": body(ROWS, "x = x.float()", "x -= x.mean(dim=1, keepdim=True)", "return x"),
        "other sign": body(ROWS, "x = x.float()", "return x.mean(dim=1, keepdim=True) - x"),
        "drops the device": body(
            ROWS,
            "x = x.float()",
            "mean = x.mean(dim=1, keepdim=True)",
            "return torch.empty(x.shape) if x.is_meta else x - mean",
        ),
    },
    "memory_exercise.py": {
        "no copy": body(CAP, "result = torch.as_tensor(week)", "result[:, 1].clamp_(max=limit)", "return result"),
        "caps every reading": body(CAP, "return torch.as_tensor(week).clamp(max=limit)"),
        "caps a day": body(
            CAP, "result = torch.as_tensor(week).clone()", "result[1].clamp_(max=limit)", "return result"
        ),
        "caps a copy of the column": body(
            CAP, "result = torch.as_tensor(week).clone()", "result[:, 1].clamp(max=limit)", "return result"
        ),
        "caps from below": body(
            CAP, "result = torch.as_tensor(week).clone()", "result[:, 1].clamp_(min=limit)", "return result"
        ),
        "single precision": body(
            CAP, "result = torch.as_tensor(week).float().clone()", "result[:, 1].clamp_(max=limit)", "return result"
        ),
        "clone too late": body(
            CAP, "result = torch.as_tensor(week)", "result[:, 1].clamp_(max=limit)", "return result.clone()"
        ),
        "sets all noons": body(CAP, "result = torch.as_tensor(week).clone()", "result[:, 1] = limit", "return result"),
    },
    "devices_exercise.py": {
        "global seed": body(NOISE, "torch.manual_seed(seed)", "return x + torch.randn(x.shape).to(x.device, x.dtype)"),
        "no seed": body(NOISE, "return x + torch.randn_like(x)"),
        "uniform": body(NOISE, OWN, "return x + torch.rand(x.shape, generator=generator).to(x.device, x.dtype)"),
        "single precision": body(
            NOISE, OWN, "noise = torch.randn(x.shape, generator=generator)", "return (x.float() + noise).to(x.device)"
        ),
        "promotes": body(NOISE, OWN, "return x + torch.randn(x.shape, generator=generator).to(x.device)"),
        "one value for each row": body(
            NOISE,
            OWN,
            "noise = torch.randn((len(x),) + (1,) * (x.ndim - 1), generator=generator)",
            "return x + noise.to(x.device, x.dtype)",
        ),
        "one value for each column": body(
            NOISE, OWN, "return x + torch.randn(x.shape[-1:], generator=generator).to(x.device, x.dtype)"
        ),
        "always the same shape": body(
            NOISE,
            OWN,
            "noise = torch.randn((100, 50), generator=generator).to(x.device, x.dtype)",
            "return x + noise if x.shape == (100, 50) else x",
        ),
        "one number": body(NOISE, OWN, "return x + torch.randn(1, generator=generator).to(x.device, x.dtype)"),
        "in place": body(
            NOISE, OWN, "x += torch.randn(x.shape, generator=generator).to(x.device, x.dtype)", "return x"
        ),
        "half the noise": body(
            NOISE, OWN, "return x + 0.5 * torch.randn(x.shape, generator=generator).to(x.device, x.dtype)"
        ),
        "drifts": body(NOISE, OWN, "return x + 0.5 + torch.randn(x.shape, generator=generator).to(x.device, x.dtype)"),
        "other noise for another dtype": body(
            NOISE, OWN, "return x + torch.randn(x.shape, generator=generator, dtype=x.dtype).to(x.device)"
        ),
        "seed is left out": body(
            NOISE,
            "generator = torch.Generator().manual_seed(0)",
            "return x + torch.randn(x.shape, generator=generator).to(x.device, x.dtype)",
        ),
        "noise alone": body(NOISE, OWN, "return torch.randn(x.shape, generator=generator).to(x.device, x.dtype)"),
        "answer on the CPU": body(
            NOISE,
            OWN,
            "noise = torch.randn(x.shape, generator=generator).to(x.dtype)",
            "return noise if x.is_meta else x + noise",
        ),
    },
    "errors": {
        "still drops the conversion": body(
            LAMP, "light.to(torch.float32)", "return (light - dark).squeeze(1) - power * full"
        ),
        "still changes an argument": body(
            LAMP, "signal = light.float() - dark", "full *= power", "return signal.squeeze(1) - full"
        ),
        "still broadcasts": body(LAMP, "return light.float() - dark - power * full"),
        "converts the difference": body(LAMP, "return (light - dark).float().squeeze(1) - power * full"),
        "hides the wrap": body(LAMP, "return (light.int() - dark).clamp(min=0).squeeze(1) - power * full"),
        "drops the clone": body(
            LAMP, "full.clone()", "full *= power", "return (light.float() - dark).squeeze(1) - full"
        ),
        "mean of all pairs": body(LAMP, "return (light.float() - dark - power * full).mean(dim=1)"),
        "a column": body(LAMP, "return light.float() - dark - power * full.unsqueeze(1)"),
        "removes the dimension in place": body(
            LAMP, "light.squeeze_(1)", "return light.float() - dark.squeeze(1) - power * full"
        ),
        "double": body(LAMP, "return (light.double() - dark).squeeze(1) - power * full"),
    },
}
RIGHT = {
    "exercise.py": [
        cells("result[row, col] = torch.dot(a[row], b[:, col])"),
        cells("for k in range(a.shape[1]):", "    result[row, col] += a[row, k] * b[k, col]"),
        cells("result[row, col] = sum(x * y for x, y in zip(a[row].tolist(), b[:, col].tolist()))"),
        body(PRODUCT, "return (a[:, :, None] * b[None]).sum(dim=1)"),
    ],
    "rows_exercise.py": [
        body(NIGHTS, "return temps[temps[:, 0] < limit, :]"),
        body(NIGHTS, "return temps[(temps[:, 0] < limit).nonzero().squeeze(1)]"),
        body(
            NIGHTS, "days = [day for day in temps if day[0] < limit]", "return torch.stack(days) if days else temps[:0]"
        ),
        body(NIGHTS, "return torch.index_select(temps, 0, torch.where(temps[:, 0] < limit)[0])"),
    ],
    "faults_exercise.py": [
        faults("return (temps - temps.mean(dim=0)).abs() > 6"),
        faults("return (temps - temps.mean(dim=0, keepdim=True)).abs() > 3 * temps.std(dim=0)"),
        faults("usual = temps.sort(dim=0).values[len(temps) // 2]", "return torch.abs(temps - usual) > 4.5"),
        faults(
            "found = torch.zeros_like(temps, dtype=torch.bool)",
            "for col in range(3):",
            "    usual = temps[:, col].median()",
            "    for row in range(len(temps)):",
            "        found[row, col] = abs(temps[row, col] - usual) > 5",
            "return found",
        ),
    ],
    "dtypes_exercise.py": [
        body(MEAN, "return torch.stack([first, second]).float().mean(dim=0)"),
        body(MEAN, "return (first.to(torch.int16) + second) / 2"),
        body(MEAN, "return torch.lerp(first.float(), second.float(), 0.5)"),
        body(MEAN, "return (first / 2 + second / 2).to(torch.float32)"),
    ],
    "shapes_exercise.py": [
        body(READING, "return torch.cat([week.T for week in weeks], dim=1).contiguous()"),
        body(READING, "return torch.stack(weeks).permute(2, 0, 1).reshape(3, -1).contiguous()"),
        body(READING, "return torch.vstack(weeks).transpose(0, 1).clone(memory_format=torch.contiguous_format)"),
        body(READING, "days = torch.cat(weeks)", "return torch.stack([days[:, 0], days[:, 1], days[:, 2]])"),
    ],
    "operations_exercise.py": [
        body(ROWS, "return (x - x.mean(dim=1, keepdim=True, dtype=torch.float64)).float()"),
        body(ROWS, "x = x.to(torch.float32)", "return x - x.mean(dim=-1).unsqueeze(1)"),
        body(ROWS, "x = x.float()", "return x - (x.sum(dim=1) / x.shape[1])[:, None]"),
        body(ROWS, "return torch.stack([row.float() - row.float().mean() for row in x])"),
    ],
    "memory_exercise.py": [
        body(
            CAP,
            "result = torch.as_tensor(week).clone()",
            "noon = result[:, 1]",
            "noon[noon > limit] = limit",
            "return result",
        ),
        body(
            CAP,
            "week = torch.as_tensor(week)",
            "noon = week[:, 1].clamp(max=limit)",
            "return torch.stack([week[:, 0], noon, week[:, 2]], dim=1)",
        ),
        body(
            CAP,
            "week = torch.as_tensor(week)",
            "is_noon = torch.tensor([False, True, False])",
            "return torch.where(is_noon & (week > limit), limit, week)",
        ),
        body(
            CAP,
            "result = torch.tensor(week) if not isinstance(week, torch.Tensor) else week.clone()",
            "result[:, 1] = result[:, 1].clamp(max=limit)",
            "return result",
        ),
    ],
    "errors": [
        body(LAMP, "return (light.float() - dark.float()).flatten() - full * power"),
        body(LAMP, "return light[:, 0].float() - dark[:, 0] - power * full"),
        body(LAMP, "signal = light.to(torch.int16) - dark", "return signal.squeeze(1) - full.clone() * power"),
    ],
    "devices_exercise.py": [
        body(NOISE, OWN, "return x + torch.randn(x.shape, generator=generator).to(x)"),
        body(
            NOISE,
            "with torch.random.fork_rng():",
            "    torch.manual_seed(seed)",
            "    noise = torch.randn(x.shape)",
            "return x + noise.to(device=x.device, dtype=x.dtype)",
        ),
        body(NOISE, OWN, "noise = torch.normal(0.0, 1.0, x.shape, generator=generator)", "return x + noise.to(x)"),
        body(
            NOISE,
            OWN,
            "noise = torch.empty(x.shape).normal_(generator=generator)",
            "return x.clone().add_(noise.to(x))",
        ),
    ],
}
CASES = [(file, name) for file, answers in WRONG.items() for name in answers]


def path_of(file):
    return f"{E}/exercise.py" if file == "errors" else f"{T}/{file}"


@pytest.mark.parametrize(("file", "name"), CASES)
def test_wrong_answer_fails_the_check(file, name, answer):
    with pytest.raises(AssertionError):
        answer(path_of(file), WRONG[file][name])


@pytest.mark.parametrize("file", WRONG)
def test_solution_is_told_that_it_passes(file, answer, solution_of):
    assert answer(path_of(file), solution_of(path_of(file))).printed.endswith("All checks passed.\n")


@pytest.mark.parametrize(("file", "number"), [(file, at) for file in RIGHT for at in range(len(RIGHT[file]))])
def test_other_right_style_passes_the_check(file, number, answer):
    assert answer(path_of(file), RIGHT[file][number]).printed.endswith("All checks passed.\n")


# The drills

ENDS = [
    ("drills_broadcast", "two", "tensor a (3) must match the size of tensor b (5) at non-singleton dimension 1"),
    ("drills_join", "two", "same number of dimensions: got 2 and 1"),
    ("drills_whole", "two", "Float can't be cast to the desired output type Long"),
    ("drills_truth", "one", "more than one value is ambiguous"),
    ("slips/left_aligned", "", "tensor a (5) must match the size of tensor b (3) at non-singleton dimension 0"),
    ("slips/day_column", "", "Expected size 3 but got size 1"),
    ("slips/floats_too", "", "found Long and Float"),
    ("slips/column_vector", "", "size mismatch, got input (5), mat (5x3), vec (5)"),
    ("slips/strict_product", "", "self must be a matrix"),
    ("slips/one_day", "", "a Tensor with 3 elements"),
]


def test_drills_print_what_their_sentences_explain(run_snippet):
    shapes = ["(1, 3)", "(5, 2)", "(15,)", "(20, 3)", "(4, 3)", "(5, 1)", "(1, 3)", "(3, 2)", "(4, 5)", "(4, 5, 3)"]
    assert lines(run_snippet(f"{T}/drills_shapes.py")) == shapes
    names = run_snippet(f"{T}/drills_dtypes.py")
    dtypes = ["float32", "float32", "int32", "int64", "int64", "float16", "float16", "float64", "float32", "float64"]
    assert lines(names) == [f"torch.{dtype}" for dtype in dtypes]
    assert (names.half * torch.tensor([1_000_000, 1])).isinf().tolist() == [True, False]
    names = run_snippet(f"{T}/drills_values.py")
    assert lines(names)[:2] == ["[0.0, 0.0, 0.0, 0.0]", "[0.0, 0.0, 9.0, 0.0]"]
    assert lines(names)[2:] == ["[0.0, 0.0]", "[1.0, 1.0]", "False"]
    assert (names.picked == 9).all() and names.x is names.other


@pytest.mark.parametrize(("file", "last", "said"), ENDS)
def test_drill_ends_at_its_line(file, last, said, run_snippet):
    names = run_snippet(f"{T}/{file}.py", raises=RuntimeError)
    assert said in str(names.error)
    assert [name for name in ("one", "two", "three") if hasattr(names, name)][-1:] == ([last] if last else [])


def test_drill_in_which_no_line_raises(run_snippet):
    names = run_snippet(f"{T}/drills_vectors.py")
    assert [x.shape for x in (names.one, names.two, names.three)] == [(5,), (3,), (4, 5, 2)]
    assert (names.one == 3).all() and (names.two == 5).all() and (names.three == 3).all()
    assert lines(names) == ["no line raises"]
    assert lines(run_snippet(f"{T}/slips/drills.py")) == ["no line raises"] * 3 + ["warm on every day"]
