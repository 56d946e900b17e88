# %% stub
import torch


def add_noise(x, seed):
    """x plus standard normal noise that depends on the seed alone.

    Keep x, its dtype, its device, and the global generator as they are.
    """
    # TODO: replace this line
    return x


# %% check
x = torch.full((100, 50), 20.0)
torch.manual_seed(1)
before = torch.get_rng_state()
result = add_noise(x, seed=3)
noise = result - x
assert torch.equal(x, torch.full((100, 50), 20.0)), "x was changed"
assert noise.abs().max() > 0, "there is no noise"
assert abs(noise.mean()) < 0.1, f"mean {noise.mean():.2f}, not 0"
assert abs(noise.std() - 1) < 0.1, f"deviation {noise.std():.2f}, not 1"
assert torch.equal(torch.get_rng_state(), before), "global generator moved"
torch.rand(5)
assert torch.equal(add_noise(x, seed=3), result), "seed 3 twice, not equal"
assert not torch.equal(add_noise(x, seed=4), result), "seed 4 equals 3"
double = add_noise(x.double(), seed=3)
assert double.dtype == torch.float64, f"dtype is {double.dtype}"
half = add_noise(x.half(), seed=3)
assert half.dtype == torch.float16, f"dtype is {half.dtype}"
assert torch.allclose(half.float(), result, atol=0.02), "other noise"
moved = add_noise(x.to("meta"), seed=3)
assert moved.device.type == "meta", f"device is {moved.device}"
print("All checks passed.")
