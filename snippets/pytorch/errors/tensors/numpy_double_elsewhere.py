import torch

days = torch.ones(5, 3, dtype=torch.float64)
layer = torch.nn.Linear(3, 2)
products = {
    "layer": lambda: layer(days),
    "vector": lambda: days @ torch.ones(3),
    "batch": lambda: days[None] @ torch.ones(1, 3, 2),
}
for name, product in products.items():
    try:
        product()
    except RuntimeError as error:
        print(f"{name}: {error}")
