import torch

margin = torch.tensor([-4.07, 0.98, 6.03])  # the three logits
probability = torch.sigmoid(margin)


# %% on-the-logit
for threshold in [0.1, 0.5, 0.9]:
    answers = (margin > threshold).int()
    print(f"class 1 above {threshold}: {answers.tolist()}")
print(f"logit above 0:     {(margin > 0).int().tolist()}")

# %% of-class-0
for threshold in [0.1, 0.5, 0.9]:
    answers = (1 - probability > threshold).int()
    print(f"class 1 above {threshold}: {answers.tolist()}")
print(f"logit above 0:     {(margin < 0).int().tolist()}")
