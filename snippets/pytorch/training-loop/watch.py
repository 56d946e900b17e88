# %% setup
import torch
from torch import nn

torch.manual_seed(0)
x = torch.randn(32, 2)
y = torch.randint(3, (32,))
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


# %% watch
def watch(model, optimizer):
    """Stop a training loop at its first update that cannot be right."""
    every = dict(model.named_parameters())
    named = {n: p for n, p in every.items() if p.requires_grad}
    groups = optimizer.param_groups
    held = {id(p) for group in groups for p in group["params"]}
    for name, p in named.items():
        assert id(p) in held, f"the optimizer does not hold {name}"
    old = {}

    def before_backward(_):
        assert not old, "backward again, and no step since the last one"
        for name, p in named.items():
            clear = p.grad is None or not p.grad.any()
            assert clear, f"old gradient in {name}: no zero_grad"
            old[name] = p.detach().clone()

    def after_forward(module, inputs, y_pred):
        if y_pred.requires_grad:
            y_pred.register_hook(before_backward)

    def after_step(*_):
        moved = any(not named[n].equal(p) for n, p in old.items())
        assert moved, "step moved nothing: no backward, or no gradient"
        old.clear()

    model.register_forward_hook(after_forward)
    optimizer.register_step_post_hook(after_step)


# %% right
watch(model, optimizer)

for _ in range(100):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
print(f"100 updates are right, loss {loss:.3f}")
# %% no-zero
for _ in range(100):
    loss = nn.functional.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()
