# %% stub
import torch


def add_noise(x, seed):
    """x plus standard normal noise that depends on the seed alone.

    Keep x, its dtype, its device, and the global generator as they are.
    """
    # TODO: replace this line
    return x


# %% check
torch.manual_seed(1)
for shape in ((100, 50), (60, 80), (4000,)):
    x = torch.full(shape, 20.0)
    before = torch.get_rng_state()
    result = add_noise(x, seed=3)
    after = torch.get_rng_state()
    assert isinstance(result, torch.Tensor), f"type is {type(result)}"
    assert result.dtype == x.dtype, f"dtype is {result.dtype}"
    assert result.shape == shape, f"shape is {tuple(result.shape)}"
    assert torch.equal(x, torch.full(shape, 20.0)), "x was changed"
    assert torch.equal(after, before), "the global generator moved"
    noise = result - x
    assert noise.abs().max() > 0, "there is no noise"
    assert abs(noise.mean()) < 0.1, f"mean {noise.mean():.2f}, not 0"
    assert abs(noise.std() - 1) < 0.1, f"std {noise.std():.2f}, not 1"
    inside = (noise.abs() < 1).float().mean()
    assert abs(inside - 0.68) < 0.05, "not normally distributed"
    for dim in range(noise.ndim):
        varies = noise.std(dim=dim).min() > 0.5
        assert varies, f"along dim {dim} one value is used again"
    torch.rand(5)
    again = add_noise(x, seed=3)
    assert torch.equal(again, result), "seed 3 twice, not equal"
    other = add_noise(x, seed=4)
    assert not torch.equal(other, result), "seed 4 gives seed 3's noise"
    for dtype in (torch.float64, torch.float16):
        cast = add_noise(x.to(dtype), seed=3)
        assert cast.dtype == dtype, f"dtype is {cast.dtype}"
        close = torch.allclose(cast.float(), result, atol=0.02)
        assert close, f"{dtype} gets other noise"
    moved = add_noise(x.to("meta"), seed=3)
    assert moved.device.type == "meta", f"device is {moved.device}"
print("All checks passed.")
