"""Contrastive tuning of the stock encoder on question-reply pairs. The one module that trains; needs torch.

In-batch negatives in both directions (van den Oord et al. 2018, as Karpukhin et al. 2020 use them for passages): every
other reply of a batch is wrong for a question, and a batch is made of runs of pairs of one transcript, so that the
wrong replies are about the same day and by the same people. The word embeddings stay as they are: what changes is half
of the weights, and it is all that has to be shipped.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

from embeddings.tuning.pairs import Pair, asked, batches, replied

FROZEN = "embeddings."


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out; the card of the shipped weights repeats it."""

    seed: int = 20261123
    epochs: int = 1
    batch: int = 64
    group: int = 16
    temperature: float = 0.05
    rate: float = 5e-5
    warmup: float = 0.1
    question_tokens: int = 96
    reply_tokens: int = 160


def tune(base: Path, groups: Sequence[Sequence[Pair]], recipe: Recipe, report: Callable[[int, int, float], None]) -> dict[str, Tensor]:
    """The weights that changed, by name, in half precision.

    `groups` holds the pairs transcript by transcript. `report` is called after every step with its number, the number
    of steps and the loss.
    """
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModel.from_pretrained(base, attn_implementation="eager").train()
    for name, weight in model.named_parameters():
        weight.requires_grad_(not name.startswith(FROZEN) and not name.startswith("pooler."))
    learned = [weight for weight in model.parameters() if weight.requires_grad]
    plan = [batch for _ in range(recipe.epochs) for batch in batches(groups, recipe.batch, recipe.group, chance)]
    optimiser = torch.optim.AdamW(learned, lr=recipe.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / len(plan), recipe.warmup))
    for step, batch in enumerate(plan):
        optimiser.zero_grad(set_to_none=True)
        questions = embed(model, tokenizer, [asked(pair, chance) for pair in batch], recipe.question_tokens)
        replies = embed(model, tokenizer, [replied(pair, chance) for pair in batch], recipe.reply_tokens)
        loss = contrast(questions, replies, recipe.temperature)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimiser.step()
        schedule.step()
        report(step + 1, len(plan), float(loss.detach()))
    return {name: weight.detach().half().contiguous() for name, weight in model.named_parameters() if weight.requires_grad}


def contrast(questions: Tensor, replies: Tensor, temperature: float) -> Tensor:
    """The mean cross-entropy of finding each question's reply among the replies and each reply's question among the questions; unit rows."""
    scores = questions @ replies.T / temperature
    right = torch.arange(len(scores))
    return (torch.nn.functional.cross_entropy(scores, right) + torch.nn.functional.cross_entropy(scores.T, right)) / 2


def embed(model: torch.nn.Module, tokenizer: Callable[..., dict[str, list[list[int]]]], texts: Sequence[str], limit: int, chunk: int = 16) -> Tensor:
    """Unit rows (texts, dimension) in the order of `texts`: mean of the tokens' vectors. Texts of like length share a pass, so that little is padding."""
    ids = tokenizer(list(texts), truncation=True, max_length=limit)["input_ids"]
    order = sorted(range(len(ids)), key=lambda at: len(ids[at]))
    rows: list[Tensor] = []
    for held in _chunks(order, chunk):
        longest = max(len(ids[at]) for at in held)
        padded = torch.tensor([ids[at] + [0] * (longest - len(ids[at])) for at in held])
        mask = torch.tensor([[1] * len(ids[at]) + [0] * (longest - len(ids[at])) for at in held])
        with torch.autocast("cpu", torch.bfloat16):
            tokens = model(input_ids=padded, attention_mask=mask).last_hidden_state
        kept = mask[:, :, None].float()
        rows.append(torch.nn.functional.normalize((tokens.float() * kept).sum(1) / kept.sum(1), dim=1))
    back = torch.tensor(order).argsort()
    return torch.cat(rows)[back]


def save(weights: dict[str, Tensor], path: Path) -> None:
    """Write the weights as safetensors."""
    save_file(weights, path)


def _chunks(order: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (order[at : at + size] for at in range(0, len(order), size))


def _rate(done: float, warmup: float) -> float:
    """Up to 1 over the warm-up, then straight down to 0."""
    return done / warmup if done < warmup else (1 - done) / (1 - warmup)
