# %% clock
import time

import torch

torch.set_num_threads(1)


def seconds(run, x, params):
    start = time.perf_counter()
    run(x, params)
    return time.perf_counter() - start


# %% compare
def forward(x, params):
    return (x * params).sin().sum()


def forward_backward(x, params):
    forward(x, params).backward()


print("parameters   forward  with backward  one forward for each")
for n in (10, 1_000, 1_000_000):
    x = torch.rand(n)
    params = torch.rand(n, requires_grad=True)
    one = both = 1.0
    for _ in range(50):  # keep the shortest time of each
        one = min(one, seconds(forward, x, params))
        both = min(both, seconds(forward_backward, x, params))
    print(f"{n:10,}  {one:.6f}  {both:13.6f}  {one * n:20.6f}")
