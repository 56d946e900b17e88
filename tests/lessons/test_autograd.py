"""Facts about what the programs of the lesson Autograd compute, and wrong answers that its checks must refuse."""

import math

import matplotlib.pyplot as plt
import pytest
import torch
from mini import ROOT
from torch.autograd.gradcheck import GradcheckError

LESSON = "pytorch/autograd"
ERRORS = "pytorch/errors/autograd"


def lines(names):
    return [" ".join(line.split()) for line in names.printed.splitlines()]


def difference(function, at, h=1e-4):
    return (function(at + h) - function(at - h)) / (2 * h)


def ride(w, b=0.0):
    """The loss of a ride of 2 kilometres in 9 minutes."""
    return (w * 2 + b - 9) ** 2


def near(*values, tolerance=1e-4):
    return pytest.approx(values if len(values) > 1 else values[0], abs=tolerance)


# The lead page


def test_tries_show_the_way_down(run_snippet):
    names = run_snippet(f"{LESSON}/why.py")
    assert [names.loss_at(w) for w in (2.0, 3.0, 4.0, 4.5)] == [ride(w) for w in (2, 3, 4, 4.5)] == [25, 9, 1, 0]
    assert lines(names)[:3] == ["w = 2: loss 25.0", "w = 3: loss 9.0", "w = 4: loss 1.0"]
    assert lines(names)[3:] == ["change of the loss: -1.16", "change for one of w: -11.6"]
    names = run_snippet(f"{LESSON}/why_picture.py")
    curve, *dots = names.ax.lines
    assert curve.get_ydata().tolist() == near(*map(ride, names.ws.tolist()), tolerance=1e-3)
    assert [(*dot.get_xdata(), *dot.get_ydata()) for dot in dots] == [(2, 25), (3, 9), (4, 1)]
    assert (names.ws.min(), names.ws.max(), len(names.ws)) == (1, 8, 100)


def test_three_ways_give_one_slope(run_snippet):
    names = run_snippet(f"{LESSON}/three_slopes.py")
    assert names.loss.item() == ride(3) == 9
    assert names.w.grad.item() == names.by_hand == near(difference(ride, 3))
    assert lines(names)[:3] == [
        "h = 1e-01 one side -11.6000 both sides -12.0000",
        "h = 1e-03 one side -11.9960 both sides -12.0000",
        "h = 1e-05 one side -12.0000 both sides -12.0000",
    ]
    assert lines(names)[3:6] == ["one side 21.124 both sides 20.119", f"slope of e**x at 3: {math.exp(3):.3f}", "0.0"]
    assert 3 + 1e-16 == 3
    assert lines(names)[-2:] == ["autograd: -12.0", "equal to the chain rule: True"]


def test_tangents_have_the_slope_of_the_loss(run_snippet):
    names = run_snippet(f"{LESSON}/tangents.py")
    assert [line.split(":")[0] for line in lines(names)] == ["w = 3.0", "w = 4.5", "w = 6.5"]
    for line, w in zip(lines(names), (3.0, 4.5, 6.5), strict=True):
        loss, slope = (float(word.strip(",")) for word in line.split()[4::2])
        assert (loss, slope) == (near(ride(w)), near(difference(ride, w)))
    curve, *others = names.ax.lines
    assert curve.get_ydata()[[0, -1]].tolist() == near(ride(1.0), ride(8.0))
    for line in others[::2]:
        (x0, x1), (y0, y1) = line.get_xdata(), line.get_ydata()
        middle = float(x0 + x1) / 2
        assert (float((y1 - y0) / (x1 - x0)), float(y0 + y1) / 2) == near(
            difference(ride, middle), ride(middle), tolerance=1e-3
        )


def test_picture_shows_the_values_and_then_the_gradients(run_snippet):
    names = run_snippet(f"{LESSON}/values.py")
    assert lines(names) == ["product 6.0", "y_pred 7.0", "error -2.0", "loss 4.0", "w.grad -8.0", "b.grad -4.0"]
    assert names.w.grad.item() == near(difference(lambda w: ride(w, 1), 3))
    assert names.b.grad.item() == near(difference(lambda b: ride(3, b), 1))
    first, second = ([text.get_text() for text in plt.figure(n).axes[0].texts] for n in plt.get_fignums())
    boxes = ["w\n3", "b\n1", "product\n6", "y_pred\n7", "error\n-2", "loss\n4"]
    assert first[:6] == boxes and {"times x", "add", "minus y", "squared"} <= {*first}
    grads = [-8, -4, -4, -4, -4, 1]
    assert second[:6] == [f"{box}\ngrad {grad}" for box, grad in zip(boxes, grads, strict=True)]
    assert [text for text in second[6:] if text] == ["* 2", "* 1", "* 1", "* 1", "* -4"]
    for start, end, _, slope in names.steps:  # each arrow multiplies as it says
        assert names.boxes[start][0].grad == names.boxes[end][0].grad * slope


def test_one_backward_costs_a_few_passes_however_many_parameters(run_snippet):
    names = run_snippet(f"{LESSON}/one_backward.py")
    assert torch.get_num_threads() == 1
    rows = [[float(word.replace(",", "")) for word in line.split()] for line in lines(names)[1:]]
    assert [row[0] for row in rows] == [10, 1000, 1_000_000]
    assert names.params.grad.shape == (1_000_000,)
    assert all(both < 1000 * forward for _, forward, both, _ in rows[2:])  # far from a million passes
    assert rows[2][3] > 100 * rows[2][2] and rows[2][3] > 60
    one = torch.tensor([0.5], requires_grad=True)
    names.forward_backward(torch.tensor([2.0]), one)
    assert one.grad.item() == near(2 * math.cos(1.0))


def test_graph_is_the_chain_of_the_loss(run_snippet):
    names = run_snippet(f"{LESSON}/graph.py")
    said = lines(names)
    assert said[:4] == [
        "w: True True None",
        "x: True False None",
        "y_pred: False True MulBackward0",
        "loss: False True PowBackward0",
    ]
    assert said[4:10] == [
        "PowBackward0 has 1 input",
        "SubBackward0",
        "MulBackward0",
        "its second input: None",
        "torch::autograd::AccumulateGrad",
        "belongs to w: True",
    ]
    assert said[10:14] == [
        "d loss / d loss = 1.0",
        "d loss / d error = -6.0",
        "d loss / d y_pred = -6.0",
        "d loss / d w = -12.0",
    ]
    assert names.w.grad.item() == near(difference(ride, 3)) and names.y_pred.grad.item() == -6


def test_result_requires_a_gradient_if_input_mode_and_step_allow(run_snippet):
    names = run_snippet(f"{LESSON}/required.py")
    assert lines(names) == ["True", "False", "False", "False"]
    assert names.p.requires_grad and not names.unrecorded.requires_grad


def test_drawn_graph_holds_every_node_and_what_arrives_there(run_snippet):
    names = run_snippet(f"{LESSON}/graph_drawn.py")
    arrows = {(text.xy, text.xyann) for text in names.ax.texts if hasattr(text, "xyann")}
    heights = sorted(round(end[1] - start[1], 6) for end, start in arrows)
    assert heights == [round(0.6 - 1, 6)] * len(names.edges), arrows
    arrived = [(type(node).__name__, grads[0].item()) for node, grads in names.arrived.items()]
    assert sorted(arrived) == [
        ("AccumulateGrad", -8.0),
        ("AccumulateGrad", -4.0),
        ("AddBackward0", -4.0),
        ("MulBackward0", -4.0),
        ("PowBackward0", 1.0),
        ("SubBackward0", -4.0),
    ]
    assert names.w.grad.item() == near(difference(lambda w: ride(w, 1), 3))
    assert names.b.grad.item() == near(difference(lambda b: ride(3, b), 1))
    shown = {text.get_text() for text in names.ax.texts}
    assert {"w: AccumulateGrad\n-8.0", "b: AccumulateGrad\n-4.0", "PowBackward0\n1.0"} <= shown
    assert len(names.edges) == len(names.places) - 1 == 5
    assert sorted(names.places.values()) == [(-0.5, -4), (-0.5, -3), (0, -2), (0, -1), (0, 0), (0.5, -3)]
    assert all(names.places[parent][1] == names.places[node][1] - 1 for node, parent in names.edges)


def test_branches_record_what_ran(run_snippet):
    names = run_snippet(f"{LESSON}/branches.py")
    assert lines(names) == [
        "w = 3.0: last step SubBackward0, slope -4.0",
        "w = 4.25: last step PowBackward0, slope -2.0",
        "6.0",
    ]
    assert names.time == 18 and names.w.grad == 3 * 2
    values = [names.loss_at(torch.tensor(w)).item() for w in (3.0, 4.25, 3.999999, 4.000001)]
    assert values == [5.0, 0.25, near(1.0), near(1.0)]


def test_one_leaf_of_the_question_gets_a_gradient(run_snippet):
    names = run_snippet(f"{LESSON}/leaves.py")
    assert [names.a.is_leaf, names.b.is_leaf, names.c.is_leaf, names.d.is_leaf] == [True, False, True, True]
    assert names.a.grad.tolist() == [4.0, 4.0, 4.0]
    assert lines(names)[1:] == ["b: leaf False grad not kept", "c: leaf True grad None", "d: leaf True grad None"]


# Gradients


def test_several_losses_and_their_jacobian(run_snippet):
    names = run_snippet(f"{LESSON}/several_losses.py")
    assert names.losses_at(torch.tensor([3.0, 1.0])).tolist() == [2.25, 4.0, 9.0]
    assert names.losses_at(torch.tensor([3.5, 2.0])).tolist() == [0.0, 0.0, 0.0]
    assert names.jacobian.tolist() == [[-3, -3], [-8, -4], [-24, -6]]
    assert "equal to torch's: True" in lines(names)
    for column, step in enumerate(torch.eye(2, dtype=torch.float64)):
        at = torch.tensor([3.0, 1.0], dtype=torch.float64)
        slopes = 4 * (names.losses_at(at + step / 8) - names.losses_at(at - step / 8))  # exact for a parabola
        assert names.jacobian[:, column].tolist() == near(*slopes.tolist())
    assert names.params.grad.tolist() == near(-35 / 3, -13 / 3)
    assert names.printed.count("tensor([-11.6667,  -4.3333])") == 3  # mean, gradient=v and v @ jacobian


def test_surface_has_the_slope_of_every_place(run_snippet):
    names = run_snippet(f"{LESSON}/surface.py")
    assert names.w.grad.shape == names.b.grad.shape == (6, 6)
    w, b = names.w.detach().double(), names.b.detach().double()
    assert names.w.grad.double().flatten().tolist() == near(
        *difference(lambda w: names.loss_at(w, b), w).flatten().tolist(), tolerance=1e-2
    )
    assert names.b.grad.double().flatten().tolist() == near(
        *difference(lambda b: names.loss_at(w, b), b).flatten().tolist(), tolerance=1e-2
    )
    assert names.loss_at(torch.tensor(3.0), torch.tensor(1.0)).item() == near(15.25 / 3)
    assert names.loss_at(torch.tensor(3.5), torch.tensor(2.0)) == 0  # the dot
    assert [*names.w[[0, -1], 0].tolist(), *names.b[0, [0, -1]].tolist()] == near(2.2, 4.8, -0.7, 4.7)
    assert torch.allclose(torch.hypot(names.down_w, names.down_b), torch.ones(6, 6))
    (dot,) = names.ax.lines
    assert (*dot.get_xdata(), *dot.get_ydata()) == (2.0, 3.5)
    step = 1e-3 / names.length
    moved = names.loss_at(names.w + step * names.down_w, names.b + step * names.down_b)
    assert (moved < names.loss_at(names.w, names.b)).all()


def test_accumulate_adds_until_it_is_cleared(run_snippet):
    names = run_snippet(f"{LESSON}/accumulate.py")
    slope = difference(ride, 3)
    assert [float(line) for line in lines(names)[:6]] == near(
        slope, 2 * slope, 3 * slope, slope, slope, slope, tolerance=1e-3
    )
    mean = difference(lambda w: ((w - 5.5) ** 2 + (2 * w - 9) ** 2 + (4 * w - 16) ** 2) / 3, 3)
    assert lines(names)[6:8] == [f"all rides at once: {mean:.4f}", f"ride by ride: {mean:.4f}"]
    assert names.w.grad == 0 and names.b.grad is None


def test_backward_frees_what_the_square_saved(run_snippet):
    names = run_snippet(f"{LESSON}/freed.py")
    assert lines(names) == [
        "the square has saved -3.0",
        "after backward: Trying to backward through the graph a second time",
        "w + 1, called twice: 2.0",
    ]
    assert names.loss.item() == ride(3) and names.total.item() == 4


def test_one_call_on_the_sum_equals_two_on_a_shared_graph(run_snippet):
    names = run_snippet(f"{LESSON}/shared_graph.py")
    slope = difference(lambda w: (w * 2 - 9) ** 2 + (w * 2 - 9) ** 3, 3)
    assert names.w.grad.item() == near(slope, tolerance=1e-3)
    assert lines(names) == ["two calls: tensor(42.)", "one call: tensor(42.)"]


def test_retained_graph_refuses_a_changed_weight_and_not_the_weight_of_one_layer(run_snippet):
    for snippet in (f"{LESSON}/retained", f"{ERRORS}/backward_twice_pair"):
        names = run_snippet(f"{snippet}.py", raises=RuntimeError)
        assert "has been modified by an inplace operation" in str(names.error)
        assert lines(names) == ["w 2.40"] and names.w.item() == near(
            2 - 0.01 * difference(lambda w: (w * w - 9) ** 2, 2.0)
        )
    names = run_snippet(f"{ERRORS}/backward_twice_pair_fixed.py")
    assert lines(names) == ["w 2.40", "w 2.71"]
    deep = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.Linear(3, 1))
    for model, raises in ((deep, True), (torch.nn.Linear(2, 1), False)):
        loss = model(torch.ones(4, 2)).square().mean()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
        loss.backward(retain_graph=True)
        optimizer.step()
        if raises:
            with pytest.raises(RuntimeError, match="modified by an inplace operation"):
                loss.backward(retain_graph=True)
        else:
            loss.backward(retain_graph=True)


def test_step_with_a_negative_curvature_leads_uphill(run_snippet):
    names = run_snippet(f"{LESSON}/newton.py")
    at = 0.1
    slope, curvature = 4 * at**3 - 2 * at, 12 * at**2 - 2
    assert (names.slope.item(), names.curvature.item()) == near(slope, curvature) and curvature < 0
    assert names.moved.item() == near(at - slope / curvature)
    heights = [w**4 - w**2 for w in (names.moved.item(), at, 0.5**0.5)]
    assert heights == sorted(heights, reverse=True)
    assert lines(names)[-1] == "from 0.1 to -0.004"


def test_second_derivative_leads_to_the_lowest_point(run_snippet):
    names = run_snippet(f"{LESSON}/second.py")
    assert names.slope.item() == near(difference(ride, 3))
    assert names.curvature.item() == near(difference(lambda w: difference(ride, w), 3.0), tolerance=1e-3)
    assert names.lowest.item() == 4.5 and ride(4.5) == 0
    assert names.w.grad is None


# Updates


def test_tracking_ways_differ_as_the_table_says(run_snippet):
    names = run_snippet(f"{LESSON}/tracking.py")
    assert lines(names)[:5] == [
        "recorded requires_grad=True works",
        "detach() requires_grad=False works",
        "no_grad requires_grad=False works",
        "inference_mode requires_grad=False refused",
        "requires_grad_(False) requires_grad=False works",
    ]
    assert [t.is_inference() for t in names.results.values()] == [False] * 3 + [True, False]
    with pytest.raises(RuntimeError, match="Inference tensors cannot be saved for backward"):
        torch.ones(1, requires_grad=True) * names.results["inference_mode"]
    with pytest.raises(RuntimeError, match="Inference tensors do not track version counter"):
        _ = names.results["inference_mode"]._version  # the bookkeeping that the table says is missing
    assert all(t.tolist() == [6.0] for t in names.results.values())
    assert names.same.item() == 100 and names.copy.item() == 3
    assert "w 100.0, same 100.0, copy 3.0" in lines(names)
    assert names.w.grad.item() == near(difference(lambda w: ride(w, 1), 3)) and names.b.grad is None


def test_one_of_three_updates_keeps_the_leaf(run_snippet):
    names = run_snippet(f"{LESSON}/three_updates.py")
    assert lines(names) == [
        "recorded: 4.2 w.is_leaf=False w.requires_grad=True",
        "no_grad: 4.2 w.is_leaf=True w.requires_grad=False",
        "in place: 4.2 w.is_leaf=True w.requires_grad=True",
    ]
    assert names.w.item() == near(3 - 0.1 * difference(ride, 3))
    with torch.no_grad():
        second = names.w - names.lr * names.w.grad
    with pytest.raises(RuntimeError, match="does not require grad"):
        ride(second).backward()


def test_update_moves_w_to_a_fifth_of_its_distance(run_snippet):
    names = run_snippet(f"{LESSON}/update.py")
    assert names.w.item() == near(4.5 - 1.5 / 5**4) and names.w.is_leaf and names.w.grad is None
    losses = [ride(4.5 - 1.5 / 5**step) for step in range(4)]
    assert [float(line.split()[1]) for line in lines(names)] == near(*losses)


def test_rates_creep_arrive_and_run_away(run_snippet):
    names = run_snippet(f"{LESSON}/rates.py")
    ends = [4.5 - 1.5 * (1 - 8 * lr) ** 20 for lr in (0.01, 0.1, 0.24, 0.26)]
    assert [float(line.split()[-1]) for line in lines(names)] == near(*ends, tolerance=6e-3)
    assert abs(ends[1] - 4.5) < 1e-6 < abs(ends[0] - 4.5) < 1.5 < abs(ends[3] - 4.5)
    names = run_snippet(f"{LESSON}/rates_picture.py")
    assert (names.line.min(), names.line.max()) == (1, 8)
    for ax, lr in zip(names.axes, (0.01, 0.1, 0.26), strict=True):
        assert list(ax.lines[1].get_xdata()) == near(*[4.5 - 1.5 * (1 - 8 * lr) ** n for n in range(8)], tolerance=1e-3)


def test_ten_times_larger_inputs_need_a_rate_nearly_a_hundred_times_smaller(answer, solution_of):
    names = answer(f"{LESSON}/rates_exercise.py", solution_of(f"{LESSON}/rates_exercise.py"))

    def edge(x):  # 2 / the largest curvature
        rows = torch.stack([x, torch.ones_like(x)], dim=1)
        return 2 / torch.linalg.eigvalsh(2 * rows.T @ rows / len(x))[-1].item()

    assert 80 < edge(names.x) / edge(10 * names.x) < 100
    assert names.edge < edge(names.x) < 1.1 * names.edge
    assert names.edge_wide < edge(10 * names.x) < 1.1 * names.edge_wide


def test_version_counter_tells_which_steps_save_their_input(run_snippet):
    names = run_snippet(f"{LESSON}/version.py")
    assert lines(names)[:2] == ["saved at version 1", "w.grad -8.0"]
    assert near(difference(lambda w: (w * 2 - 9 + 1) ** 2, 3), tolerance=1e-3) == -8
    assert [line.partition(":")[0] for line in lines(names)[2:]] == [
        "error + 1 works",
        "error * 5 works",
        "error ** 2 fails",
        "error.sin() fails",
        "error.exp() works",
    ]


def test_fitted_line_is_the_least_squares_line(run_snippet):
    names = run_snippet(f"{LESSON}/fit_line.py")
    mean_x, mean_y = names.x.mean(), names.y.mean()
    w = ((names.x - mean_x) * (names.y - mean_y)).sum() / ((names.x - mean_x) ** 2).sum()
    b = mean_y - w * mean_x
    assert (names.w.item(), names.b.item()) == near(w.item(), b.item(), tolerance=2e-3)
    assert names.best.tolist() == near(w.item(), b.item())
    assert (names.w.item(), names.b.item()) == near(3.5, 2.0, tolerance=0.4)
    assert (names.true_w, names.true_b, names.x.shape) == (3.5, 2.0, (60,))
    assert 0 <= names.x.min() < 0.5 and 3.5 < names.x.max() <= 4
    noise = names.y - 3.5 * names.x - 2
    assert 0.6 < noise.std() < 1.0
    assert names.w.is_leaf and names.b.is_leaf
    shown = {line.split(" w ")[0]: float(line.split()[-1]) for line in lines(names)[-3:]}
    assert shown["learned"] == near(shown["least squares"]) and shown["learned"] < shown["true"]
    assert shown["true"] == near((noise**2).mean().item())
    assert float(lines(names)[0].split()[2]) == near((names.y**2).mean().item())
    slopes = [abs(float(line.split()[-1])) for line in lines(names)[:5]]
    assert slopes == sorted(slopes, reverse=True) and slopes[-1] < 0.01
    assert [line.split()[0] for line in lines(names)[:5]] == ["0", "100", "200", "300", "400"]


def test_path_of_the_fit_begins_at_zero_and_ends_at_the_line(run_snippet):
    names = run_snippet(f"{LESSON}/fit_line.py")
    first, second = (plt.figure(number).axes[0] for number in plt.get_fignums())
    rides, learned, true = first.lines
    assert rides.get_xdata().tolist() == names.x.tolist() and rides.get_ydata().tolist() == names.y.tolist()
    assert learned.get_ydata().tolist() == near(names.b.item(), 4 * names.w.item() + names.b.item())
    assert true.get_ydata().tolist() == near(2.0, 16.0)
    assert list(second.lines[0].get_xdata()) == [b for b, _ in names.path[:100]]
    assert len(names.path) == 500 and names.path[0] == (0.0, 0.0)
    assert names.path[-1] == near(names.b.item(), names.w.item(), tolerance=1e-3)
    step = names.lr * 2 * (names.y * names.x).mean().item()
    assert names.path[1][1] == near(step, tolerance=1e-3)
    at = 40
    expected = ((names.ws[at] * names.x + names.bs[at] - names.y) ** 2).mean()
    assert names.heights[at, at] == near(expected.item(), tolerance=1e-3)


# Checks


def test_flat_steps_pass_nothing_back(run_snippet):
    names = run_snippet(f"{LESSON}/flat.py")
    assert lines(names)[:3] == [
        "round slope at -2.3: 0.0, at 2.3: 0.0",
        "sign slope at -2.3: 0.0, at 2.3: 0.0",
        "relu slope at -2.3: 0.0, at 2.3: 1.0",
    ]
    assert lines(names)[3:5] == ["argmax: tensor(1) False", "x > 1: tensor([False, True]) False"]
    assert (names.w[0], names.w[-1]) == (3, 6) and (names.w.grad == 0).all()
    exact, whole = (line.get_ydata() for line in names.ax.lines)
    w = names.w.tolist()
    assert list(exact) == near(*map(ride, w))
    assert list(whole) == near(*[(round(2 * one) - 9) ** 2 for one in w])


def test_distance_of_zero_spoils_a_gradient_that_the_norm_keeps(run_snippet):
    names = run_snippet(f"{LESSON}/kitchen.py")
    assert names.squared.grad.tolist() == [0.25, near(5.0), math.inf]
    assert names.printed.count("mean distance 2.3333") == 2
    assert "gradient tensor([nan, nan])" in lines(names)
    assert names.printed.count("gradient tensor([-0.3333, -0.3333])") == 2  # by the norm, and by a small number
    assert names.kitchen.grad.tolist() == near(-1 / 3, -1 / 3)
    assert names.distances.tolist() == near(0.0, 4.0, 3.0) and names.distances[0] > 0


def test_where_hides_the_value_and_not_the_nan(run_snippet):
    names = run_snippet(f"{LESSON}/where_nan.py")
    assert lines(names).count(f"loss {math.log(2):.4f}") == 2
    assert "grad tensor([ nan, 1.0000, 0.5000])" in lines(names)
    assert names.waits.grad.tolist() == [0.0, 1.0, 0.5]


def test_anomaly_detection_names_the_step(run_snippet):
    names = run_snippet(f"{LESSON}/where_anomaly.py", raises=RuntimeError)
    assert "LogBackward0" in str(names.error)
    assert names.loss.item() == near(math.log(2))


def test_anomaly_detection_names_where_nan_appears_and_says_nothing_of_inf(run_snippet):
    names = run_snippet(f"{LESSON}/anomaly_first.py", raises=RuntimeError)
    assert lines(names) == ["tensor(inf)"] and names.x.grad == math.inf
    assert "PowBackward0" in str(names.error) and "Sqrt" not in str(names.error)


def test_slopes_at_zero_are_those_of_the_question(run_snippet):
    names = run_snippet(f"{LESSON}/at_zero.py")
    slopes = [line.rpartition(" ")[2] for line in lines(names)]
    assert slopes == ["0.0", "inf", "1.0", "nan"]


def test_difference_is_best_at_a_middle_step(run_snippet):
    names = run_snippet(f"{LESSON}/difference_error.py")
    single, double = names.errors[torch.float32], names.errors[torch.float64]
    assert len(names.steps) == 12 and names.steps[0] == 0.1
    for errors in (single, double):
        assert min(errors) < errors[0] and min(errors) < errors[-1]
    assert double[:2] == near(0.1**2, 0.01**2, tolerance=1e-9)  # the next term of the series: h * h
    assert single[7:] == near(*[6.75] * 5)  # the difference is zero
    assert 0 < min(double) < 1e-9 < 1e-6 < min(single) < 1e-2
    assert double.index(min(double)) > single.index(min(single))
    assert all(list(line.get_ydata()) == names.errors[getattr(torch, line.get_label()[6:])] for line in names.ax.lines)


def test_gradcheck_accepts_the_loss_of_the_lesson(run_snippet):
    names = run_snippet(f"{LESSON}/gradcheck.py")
    assert lines(names) == ["True"]
    assert names.loss_at(names.w, names.b).item() == near(15.25 / 3)
    assert names.loss_at(3.5, 2.0) == 0


def test_own_square_agrees_with_autograd(run_snippet):
    names = run_snippet(f"{LESSON}/custom_function.py")
    assert lines(names) == [f"SquareBackward {names.w.grad.item()}", "True"]
    assert names.loss.item() == 9 and names.w.grad.item() == near(difference(ride, 3))
    assert names.Square.apply(names.error).tolist() == [9, 0.25]


def test_gradcheck_refuses_half_a_slope(run_snippet):
    names = run_snippet(f"{LESSON}/wrong_backward.py", raises=GradcheckError)
    numerical, analytical = str(names.error).split("numerical:")[1].split("analytical:")
    assert "-6.0000" in numerical and "1.0000" in numerical
    assert "-3.0000" in analytical and "0.5000" in analytical
    x = torch.tensor(-3.0, requires_grad=True)
    names.WrongSquare.apply(x).backward()
    assert x.grad.item() == near(difference(lambda x: x**2, -3) / 2)


def test_gradcheck_sees_only_the_points_that_it_gets(run_snippet):
    names = run_snippet(f"{LESSON}/some_points.py")
    assert lines(names) == ["positive points: True", "a negative one: False"]
    x = torch.tensor([-2.0], requires_grad=True)
    names.PositiveAbs.apply(x).backward()
    assert x.grad.item() == 1 != near(difference(abs, -2.0))


# What the questions offer: real runs of the mistakes that they name


@pytest.mark.parametrize(
    ("snippet", "said"),
    [
        ("wrong_tangents", ["w = 3.0: loss 9.0, slope 9.0", "w = 6.5: loss 16.0, slope -16.0"]),
        ("wrong_required", ["True", "True", "True", "True", "True", "False", "False", "True"]),
        ("wrong_leaves", ["a: leaf True grad tensor([8., 8., 8.])", "b: leaf False grad tensor([2., 2., 2.])"]),
        ("wrong_retained", ["w 2.40", "w 2.80", "w 2.40", "w 2.71"]),
        ("wrong_newton", ["from 0.1 to 0.707", "from 0.1 to 0.204"]),
        ("wrong_shared", ["w 3.0, same 100.0, copy 3.0", "w 100.0, same 100.0, copy 100.0"]),
        ("wrong_rates", ["lr 0.01: w 4.50", "lr 0.26: w -7258318.00", "lr 0.01: w 4.22", "lr 0.26: w 4.50"]),
        (
            "wrong_kitchen",
            ["mean distance 2.3333", "gradient tensor([-0.3333, -0.3333])", "gradient tensor([inf, inf])"],
        ),
        ("wrong_where", ["grad tensor([0.0000, 1.0000, 0.5000])", "grad tensor([ inf, 1.0000, 0.5000])"]),
        ("wrong_zero", ["x.sqrt() slope at 0: inf", "x*x.sqrt() slope at 0: 0.0"]),
    ],
)
def test_other_answers_are_runs_of_mistakes(snippet, said, run_snippet):
    found = iter(lines(run_snippet(f"{LESSON}/{snippet}.py")))
    assert [one for one in said if one not in found] == []


def test_calls_that_replace_the_gradient_would_print_one_slope(run_snippet):
    names = run_snippet(f"{LESSON}/wrong_accumulate.py", raises=RuntimeError)
    assert lines(names) == ["-12.0", "-12.0", "-12.0"] and "a second time" in str(names.error)


# Errors: what fails, with which words


@pytest.mark.parametrize(
    ("snippet", "error", "words"),
    [
        ("non_scalar", RuntimeError, "grad can be implicitly created only for scalar outputs"),
        ("no_grad_fn", RuntimeError, "element 0 of tensors does not require grad and does not have a grad_fn"),
        ("not_used", RuntimeError, "appears to not have been used in the graph"),
        (
            "leaf_view",
            RuntimeError,
            "a view of a leaf Variable that requires grad is being used in an in-place operation",
        ),
        ("leaf_flags", RuntimeError, "you can only change requires_grad flags of leaf variables"),
        ("backward_twice", RuntimeError, "Trying to backward through the graph a second time"),
        ("leaf_in_place", RuntimeError, "a leaf Variable that requires grad is being used in an in-place operation"),
        (
            "saved_tensor",
            RuntimeError,
            "one of the variables needed for gradient computation has been modified by an inplace operation",
        ),
        ("reassign", TypeError, "unsupported operand type(s) for *: 'float' and 'NoneType'"),
        ("integer_leaf", RuntimeError, "Only Tensors of floating point and complex dtype can require gradients"),
        ("inference_tensor", RuntimeError, "Inference tensors cannot be saved for backward"),
    ],
)
def test_mistake_fails_with_the_words_of_its_heading(snippet, error, words, run_snippet):
    names = run_snippet(f"{ERRORS}/{snippet}.py", raises=error)
    assert words.lower() in str(names.error).lower()
    page = (ROOT / "docs/pytorch/errors/autograd.md").read_text(encoding="utf-8")
    assert f"\n## {words}\n" in page


def test_mean_of_the_losses_repairs_the_non_scalar(run_snippet):
    names = run_snippet(f"{ERRORS}/non_scalar_fixed.py")
    slope = difference(lambda w: ((w - 5.5) ** 2 + (2 * w - 9) ** 2 + (4 * w - 16) ** 2) / 3, 3)
    assert names.w.grad.item() == near(slope, tolerance=1e-3)


def test_every_source_of_lost_history_has_no_grad_fn(run_snippet):
    names = run_snippet(f"{ERRORS}/no_grad_fn_fixed.py")
    assert len(names.lost) == 4 and all(t.grad_fn is None for t in names.lost.values())
    assert names.unrecorded.tolist() == [6.0, 8.0]
    assert lines(names)[-2:] == ["w.grad None", "w.grad tensor([1., 1.])"]
    assert names.loss.item() == 7


def test_tensor_is_used_or_allowed_to_be_missing(run_snippet):
    names = run_snippet(f"{ERRORS}/not_used.py", raises=RuntimeError)
    assert "index 1" in str(names.error)
    ((names.w * 2 - 9) ** 2).backward()  # does not complain
    assert names.w.grad == -12 and names.b.grad is None
    names = run_snippet(f"{ERRORS}/not_used_fixed.py")
    assert lines(names) == ["(tensor(-8.), tensor(-4.))", "(tensor(-12.), None)"]


def test_element_of_a_leaf_is_set_before_or_under_no_grad(run_snippet):
    assert run_snippet(f"{ERRORS}/leaf_view.py", raises=RuntimeError).w.tolist() == [0, 0, 0]
    names = run_snippet(f"{ERRORS}/leaf_view_fixed.py")
    assert lines(names) == ["tensor([1., 0., 0.], requires_grad=True)"] * 2 and names.w.is_leaf


def test_flag_belongs_to_the_leaf(run_snippet):
    names = run_snippet(f"{ERRORS}/leaf_flags_fixed.py")
    assert lines(names) == ["False True", "False"] and not names.w.requires_grad


def test_second_backward_needs_a_second_forward(run_snippet):
    names = run_snippet(f"{ERRORS}/backward_twice.py", raises=RuntimeError)
    assert lines(names) == ["w.grad tensor(-12.)"]
    names = run_snippet(f"{ERRORS}/backward_twice_fixed.py")
    assert lines(names) == ["w.grad tensor(-12.)"] * 2
    assert names.w.grad is None


def test_retained_graph_keeps_the_slope_of_the_first_w(run_snippet):
    names = run_snippet(f"{ERRORS}/backward_twice_retained.py")
    assert lines(names) == [f"w {w:.1f}, w.grad -12.0" for w in (4.2, 5.4, 6.6)]
    assert names.loss.item() == ride(3) and near(difference(ride, 3)) == -12
    assert names.w.is_leaf and names.w.grad is None


def test_in_place_update_repairs_the_leaf(run_snippet):
    names = run_snippet(f"{ERRORS}/leaf_in_place.py", raises=RuntimeError)
    assert names.w.item() == 3 and names.w.grad.item() == -12
    names = run_snippet(f"{ERRORS}/leaf_in_place_fixed.py")
    assert names.w.item() == near(4.2) and names.w.is_leaf and names.w.requires_grad


def test_saved_tensor_stays_when_the_change_is_a_new_one(run_snippet):
    names = run_snippet(f"{ERRORS}/saved_tensor.py", raises=RuntimeError)
    assert "is at version 1; expected version 0" in str(names.error)
    names = run_snippet(f"{ERRORS}/saved_tensor_fixed.py")
    assert (names.w.grad.item(), names.error.item()) == (-12, -2)


def test_product_is_no_leaf(run_snippet):
    names = run_snippet(f"{ERRORS}/non_leaf_grad.py")
    assert lines(names) == ["None"] and names.loss.item() == near(3 * 0.9**2)
    assert "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed" in names.warned[0]
    names = run_snippet(f"{ERRORS}/non_leaf_grad_fixed.py")
    assert names.w.is_leaf and names.w.grad.tolist() == near(-1.8, -1.8, -1.8)
    assert not names.moved.is_leaf and lines(names)[-1] == "False ToCopyBackward0"


def test_two_calls_double_the_slope(run_snippet):
    assert lines(run_snippet(f"{ERRORS}/accumulate.py")) == ["w.grad tensor(3.)", "w.grad tensor(6.)"]
    assert lines(run_snippet(f"{ERRORS}/accumulate_fixed.py")) == ["w.grad tensor(3.)"] * 2


def test_reassigned_parameter_is_no_leaf(run_snippet):
    names = run_snippet(f"{ERRORS}/reassign.py", raises=TypeError)
    assert lines(names) == ["loss 9.0, leaf False"] and names.w.item() == near(4.2)
    names = run_snippet(f"{ERRORS}/reassign_fixed.py")
    assert lines(names) == ["loss 9.00, leaf True", "loss 0.36, leaf True"]


def test_rebound_loop_variable_moves_nothing(run_snippet):
    names = run_snippet(f"{ERRORS}/rebind_loop.py")
    assert lines(names) == ["loss 9.0, w.grad -12.0", "loss 9.0, w.grad -24.0", "loss 9.0, w.grad -36.0"]
    assert names.w.item() == 3 and names.b.item() == 0
    names = run_snippet(f"{ERRORS}/rebind_loop_fixed.py")
    assert lines(names) == ["loss 9.0000", "loss 2.2500", "loss 0.5625"]


def test_integer_is_converted_before_it_requires_a_gradient(run_snippet):
    names = run_snippet(f"{ERRORS}/integer_leaf_fixed.py")
    assert names.counts.dtype == torch.int64
    assert all(t.requires_grad and t.dtype == torch.float32 for t in (names.w, names.weights))


def test_inputs_prepared_under_no_grad_may_be_saved(run_snippet):
    names = run_snippet(f"{ERRORS}/inference_tensor.py", raises=RuntimeError)
    assert names.x.tolist() == [1000, 2000, 4000]
    assert names.x.is_inference() and (names.x.clone() * names.w).requires_grad
    names = run_snippet(f"{ERRORS}/inference_tensor_fixed.py")
    assert names.w.grad.item() == 7000


def test_entropy_is_right_before_its_gradient_is(run_snippet):
    for snippet in ("where_log", "where_log_fixed"):
        names = run_snippet(f"{ERRORS}/{snippet}.py")
        assert names.p.sum() == 1
        assert names.entropy.item() == near(-0.25 * math.log(0.25) - 0.75 * math.log(0.75))
        assert names.p.grad[1:].tolist() == near(-math.log(0.25) - 1, -math.log(0.75) - 1)
        assert names.p.grad[0].isnan() == (snippet == "where_log")


# Exercises: three styles of a right answer each, and answers that must not pass


DIFFERENCE = """
import torch

def difference_gradient(loss_at, params, h=1e-5):
    slopes = torch.zeros_like(params)
    for i in range(len(params)):
        step = torch.zeros_like(params)
        step[i] = h
        slopes[i] = (loss_at(params + step) - loss_at(params - step)) / (2 * h)
    return slopes
"""
BY_ROWS_OF_THE_IDENTITY = """
import torch

def difference_gradient(loss_at, params, h=1e-5):
    steps = h * torch.eye(len(params), dtype=params.dtype)
    return torch.stack([loss_at(params + s) - loss_at(params - s) for s in steps]) / (2 * h)
"""
MOVED_AND_PUT_BACK = """
import torch

def difference_gradient(loss_at, params, h=1e-5):
    slopes = []
    for i in range(params.numel()):
        value = params[i].item()
        params[i] = value + h
        up = loss_at(params).item()
        params[i] = value - h
        down = loss_at(params).item()
        params[i] = value
        slopes.append((up - down) / h / 2)
    return torch.tensor(slopes, dtype=params.dtype)
"""
SLOPES = """
import torch

def slopes_by_hand(w, b, x, y):
    error = w * x + b - y
    return 2 * error * x, 2 * error
"""
MULTIPLIED_OUT = """
import torch

def slopes_by_hand(w, b, x, y):
    return [2 * w * x**2 + 2 * b * x - 2 * x * y, 2 * (w * x) + 2 * b - 2 * y]
"""
AS_A_TENSOR = """
import torch

def slopes_by_hand(w, b, x, y):
    return -2 * (y - w * x - b) * torch.tensor([x, 1.0])
"""
PROGRAM = """
import torch

a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0)
c = a * b
d = c.detach()
e = (a * 2).detach().requires_grad_()
(c * d * e).backward()
"""
LEAVES = f"""{PROGRAM}
is_leaf = {{"a": True, "b": True, "c": False, "d": True, "e": True}}
gets_grad = {{"a": True, "b": False, "c": False, "d": False, "e": True}}
"""
FROM_SETS = f"""{PROGRAM}
is_leaf = {{name: name in "abde" for name in "abcde"}}
gets_grad = {{name: name in {{"a", "e"}} for name in "abcde"}}
"""
BY_THE_RUN = f"""{PROGRAM}
tensors = dict(a=a, b=b, c=c, d=d, e=e)
is_leaf = {{name: t.is_leaf for name, t in tensors.items()}}
gets_grad = {{name: t.is_leaf and t.requires_grad for name, t in tensors.items()}}
"""
IN_PARTS = """
import torch

def mean_gradient(losses_at, params, parts):
    num_rides = sum(len(x) for x, y in parts)
    params.grad = None
    for x, y in parts:
        share = losses_at(params, x, y).sum() / num_rides
        share.backward()
    return params.grad
"""
SUMMED_BY_HAND = """
import torch

def mean_gradient(losses_at, params, parts):
    total, num_rides = torch.zeros_like(params), 0
    for x, y in parts:
        (slopes,) = torch.autograd.grad(losses_at(params, x, y).sum(), params)
        total += slopes
        num_rides += len(x)
    return total / num_rides
"""
WEIGHED_MEANS = """
import torch

def mean_gradient(losses_at, params, parts):
    if params.grad is not None:
        params.grad.zero_()
    num_rides = sum(x.numel() for x, _ in parts)
    for x, y in parts:
        losses = losses_at(params, x, y)
        losses.backward(gradient=torch.full_like(losses, 1 / num_rides))
    return params.grad.clone()
"""
EVERY_GRAPH_KEPT = """\
    shares = [losses_at(params, x, y).sum() / num_rides for x, y in parts]
    return torch.autograd.grad(sum(shares), params)[0]
"""
DESCEND = """
import torch

def descend(loss_at, params, lr, num_steps):
    for _ in range(num_steps):
        loss = loss_at(params)
        loss.backward()
        with torch.no_grad():
            params -= lr * params.grad
        params.grad = None
"""
WITHOUT_GRAD = """
import torch

def descend(loss_at, params, lr, num_steps):
    for _ in range(num_steps):
        (slopes,) = torch.autograd.grad(loss_at(params), params)
        with torch.no_grad():
            params.sub_(slopes, alpha=lr)
"""
ZEROED_FIRST = """
import torch

def descend(loss_at, params, lr, num_steps):
    for step in range(num_steps):
        if params.grad is not None:
            params.grad.zero_()
        loss_at(params).backward()
        params.data.add_(params.grad, alpha=-lr)
    return params
"""
RATES = """
import torch

torch.manual_seed(0)
x = 4 * torch.rand(60)
y = 3.5 * x + 2 + 0.8 * torch.randn(60)

def losses_for(lr, x, y, num_steps):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    losses = []
    for _ in range(num_steps):
        loss = ((w * x + b - y) ** 2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for parameter in (w, b):
                parameter -= lr * parameter.grad
                parameter.grad = None
    return losses

good_lr, edge, edge_wide = 0.1, 0.18, 0.002
"""
RATES_AS_A_TENSOR = RATES.replace("return losses", "return torch.tensor(losses)").replace(
    "0.18, 0.002", "0.17, 0.00205"
)
RATES_BY_AN_OPTIMIZER = """
import torch

torch.manual_seed(0)
x = 4 * torch.rand(60)
y = 3.5 * x + 2 + 0.8 * torch.randn(60)

def losses_for(lr, x, y, num_steps):
    params = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.SGD([params], lr)
    losses = ()
    for _ in range(num_steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(params[0] * x + params[1], y)
        loss.backward()
        optimizer.step()
        losses = (*losses, loss.detach())
    return losses

good_lr, edge, edge_wide = 5e-2, 0.175, 2e-3
"""
LATE = """
import torch

class LateCost(torch.autograd.Function):
    @staticmethod
    def forward(ctx, delay):
        ctx.save_for_backward(delay)
        return torch.where(delay > 0, 4.0, 1.0) * delay**2

    @staticmethod
    def backward(ctx, grad_output):
        (delay,) = ctx.saved_tensors
        return grad_output * torch.where(delay > 0, 8.0, 2.0) * delay
"""
_LATE_LINE = "        return grad_output * torch.where(delay > 0, 8.0, 2.0) * delay\n"
LATE_BY_A_MASK = LATE.replace(
    _LATE_LINE,
    "        slope = 2 * delay\n        slope[delay > 0] *= 4\n        return slope * grad_output\n",
)
LATE_BY_CLAMP = LATE.replace(
    _LATE_LINE,
    "        return (2 * delay.clamp(max=0) + 8 * torch.relu(delay)) * grad_output\n",
)
FIT = """
import torch

def fit(x, y, lr=0.05, num_epochs=500):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(num_epochs):
        loss = ((w * x + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in (w, b):
                parameter -= lr * parameter.grad
                parameter.grad = None
    return w, b
"""
FIT_ZEROED_FIRST = FIT.replace("                parameter.grad = None\n", "").replace(
    "        loss.backward()\n", "        w.grad = b.grad = None\n        loss.backward()\n"
)
FIT_ONE_BY_ONE = FIT.replace(
    """            for parameter in (w, b):
                parameter -= lr * parameter.grad
                parameter.grad = None
""",
    """            w.sub_(lr * w.grad)
            b.sub_(lr * b.grad)
            w.grad.zero_()
            b.grad.zero_()
""",
)
REPAIRED = """
import torch

def log_sum(waits):
    safe = torch.where(waits > 0, waits, 1.0)
    return torch.where(waits > 0, safe.log(), 0.0).sum()
"""
SELECTED = """
import torch

def log_sum(waits):
    return waits[waits > 0].log().sum()
"""
FILLED = """
import torch

def log_sum(waits):
    return waits.masked_fill(waits <= 0, 1).log().sum()
"""
RIGHT = {
    "exercise": (DIFFERENCE, BY_ROWS_OF_THE_IDENTITY, MOVED_AND_PUT_BACK),
    "slopes_exercise": (SLOPES, MULTIPLIED_OUT, AS_A_TENSOR),
    "graph_exercise": (LEAVES, FROM_SETS, BY_THE_RUN),
    "gradients_exercise": (IN_PARTS, SUMMED_BY_HAND, WEIGHED_MEANS),
    "updates_exercise": (DESCEND, WITHOUT_GRAD, ZEROED_FIRST),
    "rates_exercise": (RATES, RATES_AS_A_TENSOR, RATES_BY_AN_OPTIMIZER),
    "repair_exercise": (REPAIRED, SELECTED, FILLED),
    "check_exercise": (LATE, LATE_BY_A_MASK, LATE_BY_CLAMP),
    "errors": (FIT, FIT_ZEROED_FIRST, FIT_ONE_BY_ONE),
}
WRONG = [  # exercise, what a right answer has, what stands there instead, what the check says
    ("exercise", "loss_at(params - step)) / (2 * h)", "loss_at(params)) / h", "do you step to both sides"),
    ("exercise", "/ (2 * h)", "/ h", "divide by 2"),
    ("exercise", "/ (2 * h)", "/ (4 * h)", "divide twice by 2"),
    (
        "exercise",
        "loss_at(params + step) - loss_at(params - step)",
        "loss_at(params - step) - loss_at(params + step)",
        "sign",
    ),
    ("exercise", "step[i] = h", "step[:] = h", "one element at a time"),
    ("exercise", "loss_at(params - step)", "loss_at(params + step)", "got"),
    (
        "exercise",
        "    slopes = torch.zeros_like(params)\n",
        "    params += h\n    slopes = torch.zeros_like(params)\n",
        "put params back",
    ),
    ("exercise", "return slopes", "return slopes.sum()", "one slope for each element"),
    ("exercise", "return slopes", "return slopes.tolist()", "return a tensor, not a list"),
    ("exercise", "return slopes", "return slopes.float()", "your slopes are torch.float32"),
    ("exercise", "    return slopes\n", "", "returns nothing"),
    ("exercise", "range(len(params))", "range(3)", "got"),
    ("slopes_exercise", "2 * error * x, 2 * error", "2 * error, 2 * error * x", "first the slope for w"),
    ("slopes_exercise", "2 * error * x, 2 * error", "error * x, error", "factor 2"),
    ("slopes_exercise", "w * x + b - y", "y - w * x - b", "sign"),
    ("slopes_exercise", "2 * error * x, 2 * error", "2 * error, 2 * error", "x takes part"),
    ("slopes_exercise", "2 * error * x, 2 * error", "2 * error * x, 2 * error * x", "x takes no part"),
    ("slopes_exercise", "2 * error * x, 2 * error", "2 * error * x", "return two slopes"),
    ("slopes_exercise", "2 * error * x, 2 * error", "-10.0, -5.0", "autograd gets"),
    ("slopes_exercise", "2 * error * x, 2 * error", "error**2 * x, error**2", "autograd gets"),
    ("graph_exercise", '"c": False, "d": True', '"c": True, "d": True', "c: a recorded product"),
    ("graph_exercise", '"c": False, "d": True', '"c": False, "d": False', "d: detach"),
    ("graph_exercise", '"d": False, "e": True', '"d": False, "e": False', "e: detach ended"),
    ("graph_exercise", '"b": False, "c": False', '"b": True, "c": False', "b: nothing recorded"),
    ("graph_exercise", '"b": False, "c": False', '"b": False, "c": True', "c: a recorded product"),
    ("graph_exercise", '"b": False, "c": False', '"b": False, "c": None', "say whether c gets"),
    ("graph_exercise", '"b": False, "c": False', '"b": 0, "c": False', "write True or False"),
    ("gradients_exercise", "    params.grad = None\n", "", "left from before"),
    ("gradients_exercise", ".sum() / num_rides", ".mean() / len(parts)", "rides count alike"),
    ("gradients_exercise", ".sum() / num_rides", ".mean()", "means of parts do not add up"),
    ("gradients_exercise", ".sum() / num_rides", ".sum()", "slope of the sum"),
    ("gradients_exercise", ".sum() / num_rides", ".sum() / 10", "expected"),
    (
        "gradients_exercise",
        "    for x, y in parts:\n",
        "    for x, y in parts:\n        params.grad = None\n",
        "last part alone",
    ),
    (
        "gradients_exercise",
        "in parts:\n        share",
        "in [map(torch.cat, zip(*parts))]:\n        share",
        "one part at a time",
    ),
    ("gradients_exercise", IN_PARTS[IN_PARTS.index("    for") :], EVERY_GRAPH_KEPT, "backward for one part before"),
    ("gradients_exercise", "return params.grad", "return params.grad.tolist()", "not a list"),
    ("updates_exercise", "        params.grad = None\n", "", "clear the gradient"),
    ("updates_exercise", "params -= lr", "params += lr", "uphill"),
    (
        "updates_exercise",
        "params -= lr * params.grad",
        "params = (params - lr * params.grad).requires_grad_()",
        "did not move",
    ),
    ("updates_exercise", "range(num_steps)", "range(num_steps - 1)", "one step is missing"),
    ("updates_exercise", "range(num_steps)", "range(num_steps + 1)", "one step too many"),
    ("updates_exercise", "range(num_steps)", "range(20)", "take num_steps steps"),
    ("updates_exercise", "lr * params.grad", "0.05 * params.grad", "use the lr"),
    ("updates_exercise", "params -= lr *", "params -=", "multiply the slope by lr"),
    ("rates_exercise", "losses.append(loss.item())", "losses.append(loss)", "keeps its graph"),
    ("rates_exercise", "                parameter.grad = None\n", "", "SGD"),
    ("rates_exercise", "range(num_steps)", "range(num_steps + 1)", "losses: "),
    ("rates_exercise", "0.1, 0.18, 0.002", "0.001, 0.18, 0.002", "good_lr = 0.001"),
    ("rates_exercise", "0.1, 0.18, 0.002", "0.1, 0.1, 0.002", "edge = 0.1: 1.1 times"),
    ("rates_exercise", "0.1, 0.18, 0.002", "0.1, 0.2, 0.002", "edge = 0.2: the loss grows"),
    ("rates_exercise", "0.1, 0.18, 0.002", "0.1, 0.18, 0.018", "edge_wide = 0.018: the loss grows"),
    ("rates_exercise", "0.1, 0.18, 0.002", "0.1, 0.18, 1.8", "edge_wide = 1.8: the loss grows"),
    ("rates_exercise", "0.1, 0.18, 0.002", "0.1, '0.18', 0.002", "edge is a str"),
    ("repair_exercise", "safe.log()", "waits.log()", "where computes both sides"),
    ("repair_exercise", "torch.where(waits > 0, safe.log(), 0.0)", "(waits + 1e-6).log()", "the sum is"),
    ("repair_exercise", "torch.where(waits > 0, safe.log(), 0.0)", "waits.clamp(min=1e-6).log()", "the sum is"),
    ("repair_exercise", "safe.log(), 0.0).sum()", "safe.log(), 0.0)", "return one number"),
    ("repair_exercise", "safe.log(), 0.0).sum()", "safe.log(), 0.0).sum().item()", "not a float"),
    ("repair_exercise", "safe.log()", "safe.detach().log()", "lost its graph"),
    ("repair_exercise", "safe.log()", "safe.float().log()", "the sum is torch.float32"),
    ("repair_exercise", "waits, 1.0)", "waits, 2.0 * waits.abs())", "where computes both sides"),
    ("check_exercise", "grad_output * torch", "torch", "autograd gets"),
    ("check_exercise", "8.0, 2.0", "2.0, 2.0", "autograd gets"),
    ("check_exercise", "8.0, 2.0", "2.0, 8.0", "autograd gets"),
    ("check_exercise", "8.0, 2.0", "4.0, 1.0", "autograd gets"),
    ("check_exercise", "return grad_output", "return -grad_output", "autograd gets"),
    ("errors", "                parameter.grad = None\n", "", "do slopes add up"),
    ("errors", "parameter -= lr * parameter.grad", "parameter = parameter - lr * parameter.grad", "have not moved"),
    ("errors", "-= lr", "+= lr", "ran away"),
    ("errors", "            for parameter in (w, b):", "            for parameter in (w,):", "least squares gives"),
    ("errors", "    return w, b", "    return w", "return w and b"),
]


def path_of(exercise):
    return f"{ERRORS}/exercise.py" if exercise == "errors" else f"{LESSON}/{exercise}.py"


@pytest.mark.parametrize(("exercise", "style"), [(name, style) for name in RIGHT for style in range(3)])
def test_right_answer_passes(exercise, style, answer):
    assert len(set(RIGHT[exercise])) == 3
    answer(path_of(exercise), RIGHT[exercise][style])


@pytest.mark.parametrize(("exercise", "right", "wrong", "said"), WRONG)
def test_wrong_answer_is_told_its_mistake(exercise, right, wrong, said, answer):
    source = RIGHT[exercise][0]
    assert source.count(right) == 1
    with pytest.raises(AssertionError) as refused:
        answer(path_of(exercise), source.replace(right, wrong))
    assert said in str(refused.value)


# The drills, and the leaks between rows


def test_prediction_of_a_row_uses_its_own_or_leaks(run_snippet):
    names = run_snippet(f"{LESSON}/leaks.py")
    for ride in range(4):
        assert names.rides_used(names.by_ride, ride).tolist() == [at == ride for at in range(4)]
        assert names.rides_used(names.by_leg, ride).all()
    assert torch.allclose(names.by_ride(names.legs), (names.legs * names.pace).sum(1) / names.legs.sum(1))
    assert lines(names) == ["by_ride tensor([False, False, True, False])", "by_leg tensor([True, True, True, True])"]


def test_drills_print_what_their_sentences_explain(run_snippet):
    slopes = ["5.0", "-6.0", "0.0", "7.0", "18.0", "7.0", "[0.25, 0.25, 0.25, 0.25]", "[0.0, 4.0, 0.0]", "1.0", "3.0"]
    names = run_snippet(f"{LESSON}/drills_gradients.py")
    assert lines(names) == slopes and names.b.grad.item() == names.a.item() == 2
    held = ["None", "None", "None", "13.0", "6.0", "False", "True", "False", "None", "False"]
    names = run_snippet(f"{LESSON}/drills_flags.py")
    assert lines(names) == held and names.slope.item() == 6 == 2 * names.w.item()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("drills_shared", "backward through the graph a second time"),
        ("drills_no_grad", "does not have a grad_fn"),
        ("drills_whole", "Only Tensors of floating point"),
        ("wrong_vector", "only for scalar outputs"),
        ("wrong_saved", "is output 0 of Add, is at version 1"),
        ("wrong_leaf", "a leaf Variable that requires grad"),
        ("wrong_inference", "Inference tensors cannot be saved"),
        ("wrong_constant", "does not have a grad_fn"),
        ("wrong_whole", "only for scalar outputs"),
    ],
)
def test_drill_or_its_mistake_ends_with_its_message(file, said, run_snippet):
    assert said in str(run_snippet(f"{LESSON}/{file}.py", raises=RuntimeError).error)


def test_drills_that_raise_nothing_and_the_mistakes_that_print(run_snippet):
    assert run_snippet(f"{LESSON}/drills_shared.py", raises=RuntimeError).w.grad.item() == 6
    assert lines(run_snippet(f"{LESSON}/drills_in_place.py")) == ["6.0"]
    assert lines(run_snippet(f"{LESSON}/drills_inference.py")) == ["1.0"]
    assert lines(run_snippet(f"{LESSON}/wrong_drills.py")) == ["30.0", "tensor(-12.)", "None", "[0.0, 2.0, 4.0]"]
