"""A second reading of the trained encoder: which tokens of a line are a personal detail. Needs torch.

The encoder is not changed by it, so that the scores of lines stay what they are; a small network reads the states of its
layers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from moderation.engines.details import KINDS, stretches_of
from moderation.engines.wording import stretches
from training.marked import Marked, labels
from training.train import TOKENS, Judge, padded

#: Of the encoder's states those that are read: its words, and after two, four and six layers. What a name is stands in the
#: early ones, what is said of it in the late.
LAYERS: Final = (0, 2, 4, 6)
EPOCHS: Final = 5
RATE: Final = 2e-3
#: Lines in one step.
BATCH: Final = 32
#: How wide the network is, and how many tokens to each side of one it sees beside what the encoder saw.
WIDTH: Final = 128

#: How many lines are asked beside one step of the encoder, and what their answers count beside those about whole lines.
ASIDE: Final = 64
COUNTS: Final = 0.5

Numbers = NDArray[np.float32]


class Tagger(nn.Module):  # type: ignore[misc, unused-ignore]
    """States of one text (tokens x states) to raw answers (tokens x none and kinds)."""

    def __init__(self, states: int, drop: float = 0.3) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(states)
        self.drop = nn.Dropout(drop)
        self.narrow = nn.Linear(states, WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.nearer = nn.Conv1d(WIDTH, WIDTH, 3, padding=1)
        self.say = nn.Linear(WIDTH, 1 + len(KINDS))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        read = self.drop(torch.relu(self.narrow(self.drop(self.norm(states)))))
        for beside in (self.near, self.nearer):
            read = read + self.drop(torch.relu(beside(read.transpose(1, 2))).transpose(1, 2))
        return self.say(read)


class Aside(nn.Module):  # type: ignore[misc, unused-ignore]
    """Asks the encoder where details stand while it learns about whole lines, so that its states keep what tells them apart.

    Only the encoder keeps what it learns of that: the tagger is learned afterwards, from what the encoder has become.
    """

    def __init__(self, tokenizer: Any, states: int, *, lines: Sequence[Marked], seed: int) -> None:
        super().__init__()
        self.say = nn.Linear(states, 1 + len(KINDS))
        self._pad = tokenizer.pad_token_id
        self._ids, places = _cut(tokenizer, [line.text for line in lines])
        self._goals = [labels(of_line, line.spans) for of_line, line in zip(places, lines, strict=True)]
        self._rng = random.Random(seed)
        self._batches: list[list[int]] = []

    def forward(self, encoder: Any) -> torch.Tensor:
        """The loss of the next lines, to be added to that of a step."""
        if not self._batches:
            order = sorted(range(len(self._ids)), key=lambda i: len(self._ids[i]) + self._rng.random() * 4)
            self._batches = [order[start : start + ASIDE] for start in range(0, len(order), ASIDE)]
            self._rng.shuffle(self._batches)
        batch = self._batches.pop()
        x, mask = padded([self._ids[i] for i in batch], self._pad)
        y = torch.full(x.shape, -1)
        for row, i in enumerate(batch):
            y[row, : len(self._goals[i])] = torch.tensor(self._goals[i])
        answers = self.say(encoder(input_ids=x, attention_mask=mask).last_hidden_state).float()
        return COUNTS * nn.functional.cross_entropy(answers.transpose(1, 2), y, ignore_index=-1)


def hidden_of(judge: Judge, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """The encoder's words and the states after each of its layers."""
    read = judge.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True)
    hidden: tuple[torch.Tensor, ...] = read.hidden_states
    return hidden


def states_of(hidden: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """What the tagger reads of them: texts x tokens x states."""
    return torch.cat([hidden[layer] for layer in LAYERS], dim=-1)


@torch.inference_mode()  # type: ignore[untyped-decorator, unused-ignore]
def _states(judge: Judge, ids: Sequence[Sequence[int]], pad: int) -> list[torch.Tensor]:
    found: dict[int, torch.Tensor] = {}
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), 64):
        batch = order[start : start + 64]
        x, mask = padded([ids[i] for i in batch], pad)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = states_of(hidden_of(judge, x, mask)).half()
        for i, row in zip(batch, states, strict=True):
            found[i] = row[: len(ids[i])].clone()
    return [found[i] for i in range(len(ids))]


def _cut(tokenizer: Any, texts: Sequence[str]) -> tuple[list[list[int]], list[list[tuple[int, int]]]]:
    cut = tokenizer(list(texts), truncation=True, max_length=TOKENS, return_offsets_mapping=True)
    return cut["input_ids"], cut["offset_mapping"]


def train_tagger(judge: Judge, tokenizer: Any, lines: Sequence[Marked], *, seed: int, log: Any = print) -> Tagger:
    """Learn from lines; the encoder stays as it is."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    ids, places = _cut(tokenizer, [line.text for line in lines])
    states = _states(judge, ids, tokenizer.pad_token_id)
    goals = [labels(of_line, line.spans) for of_line, line in zip(places, lines, strict=True)]
    wide = states[0].shape[1]
    tagger = Tagger(wide)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]) + rng.random() * 4)
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    optimiser = torch.optim.AdamW(tagger.parameters(), lr=RATE, weight_decay=0.02)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=len(batches) * EPOCHS)
    for epoch in range(EPOCHS):
        rng.shuffle(batches)
        total = 0.0
        for batch in batches:
            width = max(len(ids[i]) for i in batch)
            x, y = torch.zeros(len(batch), width, wide), torch.full((len(batch), width), -1)
            for row, i in enumerate(batch):
                x[row, : len(ids[i])] = states[i].float()
                y[row, : len(ids[i])] = torch.tensor(goals[i])
            loss = nn.functional.cross_entropy(tagger(x).transpose(1, 2), y, ignore_index=-1, label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimiser.step()
            plan.step()
            total += loss.item()
        log(f"details, epoch {epoch}: loss {total / len(batches):.4f}")
    tagger.eval()
    return tagger


@torch.inference_mode()  # type: ignore[untyped-decorator, unused-ignore]
def surest(judge: Judge, tagger: Tagger, tokenizer: Any, texts: Sequence[str]) -> Numbers:
    """Of each text and kind the odds of its surest token, as the engine finds them: texts x kinds."""
    found = np.full((len(texts), len(KINDS)), -12.0, dtype=np.float32)
    pieces = [(row, text[start:end]) for row, text in enumerate(texts) for start, end in stretches(text)]
    ids, places = _cut(tokenizer, [piece for _, piece in pieces])
    for (row, piece), states, where in zip(pieces, _states(judge, ids, tokenizer.pad_token_id), places, strict=True):
        for kind, _, _, sure in stretches_of(tagger(states.float()[None])[0].numpy(), where, piece):
            found[row, KINDS.index(kind)] = max(found[row, KINDS.index(kind)], sure)
    return found
