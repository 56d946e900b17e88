# %% solution
import torch


def lamp_error(light, dark, full, power):
    """light - dark - power * full for each lamp: float32, (5,).

    light and dark are uint8 (5, 1); full is float32 (5,).
    """
    light = light.to(torch.float32)
    signal = light - dark
    expected = power * full
    return signal.squeeze(1) - expected


# %% check
light = torch.tensor([[60], [131], [5], [255], [90]], dtype=torch.uint8)
dark = torch.tensor([[10], [12], [15], [5], [0]], dtype=torch.uint8)
full = torch.tensor([104.0, 240.0, 2.0, 490.0, 180.0])
by_hand = torch.tensor([-2.0, -1.0, -11.0, 5.0, 0.0])

readings = {"light": light, "dark": dark, "full": full}
kept = {name: x.clone() for name, x in readings.items()}
error = lamp_error(**readings, power=0.5)
assert error.dtype == torch.float32, f"dtype is {error.dtype}"
assert error.shape == (5,), f"shape is {tuple(error.shape)}, not (5,)"
for name, x in readings.items():
    assert torch.equal(x, kept[name]), f"{name} was changed: {x}"
assert torch.equal(error, by_hand), (
    f"got {error.tolist()}, by hand {by_hand.tolist()}"
)
print("All checks passed.")
