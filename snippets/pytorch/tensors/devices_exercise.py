# %% stub
import torch


def add_noise(x, seed):
    """x plus standard normal noise that depends on the seed alone.

    Keep x, its dtype, its device, and the global generator as they are.
    """
    # TODO: replace this line
    return x


# %% reference
def check_noise(noise):
    """Mean 0, standard deviation 1, and no number repeated."""
    said = f"mean {noise.mean():.2f}, std {noise.std():.2f}"
    assert abs(noise.mean()) < 0.1, f"{said}: the mean should be 0"
    assert abs(noise.std() - 1) < 0.1, f"{said}: std should be 1"
    for dim in range(noise.ndim):
        repeats = noise.std(dim=dim).min() < 0.5
        assert not repeats, f"along dim {dim} all noise is the same"


# %% check
torch.manual_seed(1)
for shape in ((100, 50), (60, 80), (4000,)):
    x = torch.full(shape, 20.0)
    before = torch.get_rng_state()
    result = add_noise(x, seed=3)
    after = torch.get_rng_state()
    assert torch.equal(after, before), "the global generator moved"
    assert torch.equal(x, torch.full(shape, 20.0)), "x was changed"
    assert result.dtype == x.dtype, f"dtype is {result.dtype}"
    assert result.shape == shape, f"shape is {tuple(result.shape)}"
    check_noise(result - x)
    torch.rand(5)
    assert torch.equal(add_noise(x, seed=3), result), "seed 3 twice"
    assert not torch.equal(add_noise(x, seed=4), result), "seed 4 is 3"
    for dtype in (torch.float64, torch.float16):
        cast = add_noise(x.to(dtype), seed=3)
        assert cast.dtype == dtype, f"dtype is {cast.dtype}"
        same = torch.allclose(cast.float(), result, atol=0.02)
        assert same, f"other noise in {dtype}"
    moved = add_noise(x.to("meta"), seed=3)
    assert moved.device.type == "meta", f"device is {moved.device}"
print("All checks passed.")
