"""Fine-tuning one small encoder with all heads. Needs torch and transformers (the `train` extra); the bot needs neither."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from training.labels import OF_THEIR_OWN, OUTPUTS
from training.rows import Row

Numbers = NDArray[np.float32]
#: Tokens read of a line: longer lines are read in windows when they are judged.
TOKENS = 64
#: Every so many steps something else is asked of the encoder too.
BESIDE = 3


class Judge(nn.Module):  # type: ignore[misc, unused-ignore]
    """An encoder, the mean of its last layer, and one linear layer for every output."""

    def __init__(self, base: str, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(OUTPUTS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.answers(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state, mask)

    def answers(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The logits, from the states of the last layer."""
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
        return self.head(self.drop(mean))


def batches(lengths: Sequence[int], tokens: int, rng: random.Random) -> list[list[int]]:
    """Rows of like length together, shuffled: short chat lines then cost what short lines cost."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + rng.random() * 4)
    made: list[list[int]] = []
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * max(lengths[i], 8) > tokens:
            made.append(batch)
            batch = []
        batch.append(i)
    if batch:
        made.append(batch)
    rng.shuffle(made)
    return made


def encode(tokenizer: Any, texts: Sequence[str]) -> list[list[int]]:
    ids: list[list[int]] = tokenizer(list(texts), truncation=True, max_length=TOKENS)["input_ids"]
    return ids


def padded(ids: Sequence[Sequence[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(len(i) for i in ids)
    out = torch.full((len(ids), width), pad, dtype=torch.long)
    mask = torch.zeros((len(ids), width), dtype=torch.long)
    for row, line in enumerate(ids):
        out[row, : len(line)] = torch.tensor(line)
        mask[row, : len(line)] = 1
    return out, mask


def targets(rows: Sequence[Row]) -> tuple[Numbers, Numbers]:
    truth = np.array([[row.truth.get(o, -1) for o in OUTPUTS] for row in rows], dtype=np.float32)
    return np.maximum(truth, 0), (truth >= 0).astype(np.float32)


def train(
    base: str,
    texts: Sequence[str],
    goal: Numbers,
    known: Numbers,
    *,
    epochs: int,
    seed: int,
    rate: float = 7e-5,
    tokens: int = 2400,
    smooth: float = 0.03,
    aside: Callable[[Any, int], nn.Module] | None = None,
    log: Any = print,
) -> tuple[Judge, Any]:
    """Fine-tune all of an encoder; gives the model and its tokenizer.

    `aside` is made from the tokenizer and the width of the encoder's states; every `BESIDE` steps it is shown the encoder, and
    gives a loss of its own.

    `goal` and `known` are rows x outputs, 0 or 1: what is true, and whether the row says anything about it. `tokens` is the
    size of a batch. Goals are drawn in by `smooth`, because labels are one author's reading.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = Judge(base)
    ids = encode(tokenizer, texts)
    lengths = [len(i) for i in ids]
    weight = torch.tensor([1.0 if "." not in o or o in OF_THEIR_OWN else 0.35 for o in OUTPUTS])
    heads = [p for n, p in model.named_parameters() if n.startswith("head")]
    body = [p for n, p in model.named_parameters() if not n.startswith("head")]
    asked = aside(tokenizer, model.encoder.config.hidden_size) if aside else None
    heads += list(asked.parameters()) if asked else []
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01, fused=True)
    steps = len(batches(lengths, tokens, rng)) * epochs
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * steps), max(0.02, 0.5 * (1 + math.cos(math.pi * s / steps))))
    )
    goals, knowns = torch.tensor(goal), torch.tensor(known)
    model.train()
    step, start = 0, time.monotonic()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(lengths, tokens, rng):
            x, mask = padded([ids[i] for i in batch], tokenizer.pad_token_id)
            y = goals[batch] * (1 - 2 * smooth) + smooth
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(x, mask)
            each = nn.functional.binary_cross_entropy_with_logits(logits.float(), y, reduction="none") * weight * knowns[batch]
            loss = each.sum() / (weight * knowns[batch]).sum().clamp(min=1)
            if asked and step % BESIDE == 0:
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    loss = loss + asked(model.encoder)
            loss.backward()
            nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            plan.step()
            optimiser.zero_grad(set_to_none=True)
            total += loss.item()
            step += 1
            if step % 100 == 0:
                mean = total / (step - epoch * steps // epochs)
                log(f"epoch {epoch} step {step}/{steps} loss {mean:.4f} {time.monotonic() - start:.0f} s")
    model.eval()
    return model, tokenizer


def trained(base: str, file: Path) -> tuple[Judge, Any]:
    """A model that was trained before, from what `make model` left beside it, and its tokenizer."""
    model = Judge(base)
    model.load_state_dict(torch.load(file, weights_only=True)["judge"])
    return model.eval(), AutoTokenizer.from_pretrained(base)


@torch.inference_mode()  # type: ignore[untyped-decorator, unused-ignore]
def scores(model: Judge, tokenizer: Any, texts: Sequence[str]) -> Numbers:
    """Logits, rows x outputs."""
    ids = encode(tokenizer, texts)
    out = np.zeros((len(ids), len(OUTPUTS)), dtype=np.float32)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        x, mask = padded([ids[i] for i in batch], tokenizer.pad_token_id)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out[batch] = model(x, mask).float().numpy()
    return out
