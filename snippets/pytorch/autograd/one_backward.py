# %% clock
import time

import torch


def best_time(run, x, params):
    best = float("inf")
    for _ in range(50):
        start = time.perf_counter()
        run(x, params)
        best = min(best, time.perf_counter() - start)
    return best  # seconds


# %% compare
def forward(x, params):
    return (x * params).sin().sum()


def forward_backward(x, params):
    forward(x, params).backward()


print("parameters   forward  with backward  one forward for each")
for n in (10, 1_000, 1_000_000):
    x = torch.rand(n)
    params = torch.rand(n, requires_grad=True)
    one = best_time(forward, x, params)
    both = best_time(forward_backward, x, params)
    print(f"{n:10,}  {one:.6f}  {both:13.6f}  {one * n:20.6f}")
