"""The value of a block's last call: lost, if nothing shows it."""

import pytest

NN = "import torch\nfrom torch import nn\nmodel = nn.Linear(2, 1)\nx = torch.ones(2, 2)"
PLT = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()"


@pytest.mark.parametrize(
    ("before", "code", "lost"),
    [
        (NN, "x.reshape(4)", "Tensor"),
        (NN, "model(x)", "Tensor"),
        (NN, "len(\n    x\n)", "int"),
        ("words = {'a': 1}", "words.get('a')", "int"),
        ("", "sorted([2, 1])", "list"),
        ("import numpy as np", "np.arange(3)", "ndarray"),
        (NN, "print(x.sum())", ""),
        (NN, "model.train()", ""),
        (NN, "model.eval()", ""),
        (NN, "model.to('cpu')", ""),
        (NN, "model.requires_grad_(False)", ""),
        (NN, "model.load_state_dict(model.state_dict())", ""),
        (NN, "torch.manual_seed(0)", ""),
        (NN, "torch.set_grad_enabled(True)", ""),
        (NN, "x.add_(1)", ""),
        (NN, "nn.init.zeros_(model.weight)", ""),
        (NN, "model.register_forward_hook(print)", ""),
        ("words = {}", "words.get('a')", ""),
        ("words = []", "words.append(1)", ""),
        (PLT, "ax.plot([1])", ""),
        (PLT, "ax.set_title('t')", ""),
        (PLT, "ax.hist([1, 2])", ""),
        (PLT, "ax.boxplot([1, 2])", ""),
        (PLT, "plt.subplots(2)", ""),
        ("from pathlib import Path", "Path('a').write_text('words')", ""),
        ("", "x = sorted([2, 1])", ""),
    ],
)
def test_value_of_the_last_call_is_lost_unless_nobody_misses_it(before, code, lost, run_code):
    found = run_code(before or "pass", code)
    assert (found.parts[-1].failure, found.parts[-1].value) == (None, lost)


def test_last_call_fails_where_it_stands(run_code):
    failure = run_code("def fail():\n    raise ValueError('x')", "y = 1\nfail()").parts[1].failure
    place = ['  File "docs/page.md", line 4, in <module>', "    fail()"]
    assert (failure.line, failure.traceback.splitlines()[1:3]) == (4, place)


def test_value_of_the_last_call_goes_at_once_as_in_a_script(run_code):
    noisy = "class Noisy:\n    def __del__(self):\n        print('gone')"
    assert run_code(noisy, "Noisy()", "print('next')").parts[1].stdout == "gone\n"
