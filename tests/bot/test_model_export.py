"""A checkpoint through Detoxify's own loading code to int8: two random layers. Needs the `detoxify` extra, and no network."""

import json
import os
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="the `detoxify` extra is not installed")
transformers = pytest.importorskip("transformers", reason="the `detoxify` extra is not installed")
Original = pytest.importorskip("detoxify", reason="the `detoxify` extra is not installed").Detoxify
pytest.importorskip("onnx", reason="the `detoxify` extra is not installed")

from click.testing import CliRunner, Result  # noqa: E402 (after what decides whether this file is read at all)

from bot.__main__ import main  # noqa: E402
from bot.engines import model_folder  # noqa: E402
from bot.model_export import TOKENS, Exported, ExportError, _difference, _loaded, export  # noqa: E402
from bot.model_fetch import RELEASES  # noqa: E402
from moderation.engines.detoxify import KEYS, Detoxify  # noqa: E402
from moderation.text import read  # noqa: E402
from tests.bot.model_kit import Server, digest, serving  # noqa: E402
from tests.bot.test_config import GOOD  # noqa: E402

CLASSES = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
LETTERS = [chr(letter) for letter in range(ord("a"), ord("z") + 1)]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS)]
#: Unlike each other, as few sentences are to a model whose words are letters.
TEXTS = ("a", "zz", "qqq xxx", "hello there", "vvvvvvvvvvvv", "we play at six", "m n o p")
SIZES = {"vocab_size": len(WORDS), "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}


def base_model(folder: Path) -> Path:
    """A BERT's configuration and tokenizer, as the hub would give them: letters are its words."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    base = folder / "tiny-bert"
    base.mkdir(parents=True)
    (base / "vocab.txt").write_text("\n".join(WORDS), "utf-8")
    tokenizer = Tokenizer(models.WordPiece({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", WORDS.index("[CLS]")), ("[SEP]", WORDS.index("[SEP]"))]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    tokenizer.save(str(base / "tokenizer.json"))
    (base / "config.json").write_text(json.dumps({"model_type": "bert", "intermediate_size": 64, **SIZES}), "utf-8")
    return base


def checkpoint(folder: Path, **changes: Any) -> Path:
    """A checkpoint as Detoxify's own `convert_weights` writes them."""
    torch.manual_seed(20261121)
    settings = transformers.BertConfig(intermediate_size=64, num_labels=len(CLASSES), **SIZES)
    weights = transformers.BertForSequenceClassification(settings).state_dict()
    # Wider than chance makes them, or what is said would hardly depend on the text.
    wide = {name: weight * 8 if weight.dim() > 1 else weight for name, weight in weights.items()}
    arch = {"model_type": "tiny-bert", "model_name": "BertForSequenceClassification", "tokenizer_name": "BertTokenizer"}
    arch |= {"num_classes": len(CLASSES), **changes}
    path = folder / "tiny.ckpt"
    torch.save({"state_dict": wide, "config": {"arch": {"args": arch}, "dataset": {"args": {"classes": CLASSES}}}}, path)
    return path


@dataclass(frozen=True)
class Made:
    """One export, shared by the tests that only look at what came of it."""

    base: Path
    checkpoint: Path
    exported: Exported


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("export")
    base, weights = base_model(folder / "bases"), checkpoint(folder)
    before = (dict(os.environ), Path.cwd())
    exported = export(weights, base, "tiny", folder / "models" / "detoxify-tiny")
    assert (dict(os.environ), Path.cwd()) == before, "exporting leaves the program as it was"
    return Made(base, weights, exported)


def test_three_files_are_left_and_nothing_beside_them(made: Made) -> None:
    folder = made.exported.folder
    assert sorted(path.name for path in folder.iterdir()) == ["model.json", "model.onnx", "tokenizer.json"]
    assert list(folder.parent.iterdir()) == [folder]
    assert made.exported.size == (folder / "model.onnx").stat().st_size


def test_the_engine_answers_as_detoxify_does(made: Made) -> None:
    with chdir(made.base.parent):
        own = Original(checkpoint=str(made.checkpoint)).predict(list(TEXTS))
    engine = Detoxify(made.exported.folder)
    answers = [engine.read(read(text)).scores for text in TEXTS]
    said = [scores["offensive"] for scores in answers]
    assert max(said) - min(said) > 60, "a model that always answers the same shows nothing"
    for row, scores in enumerate(answers):
        assert scores.keys() == {"offensive", "offensive.threat", "offensive.insult", "offensive.hate"}
        for key, score in scores.items():
            expected = max(1000 * own[output][row] for output in own if KEYS.get(output) == key)
            assert score == pytest.approx(expected, abs=15)
    assert made.exported.difference < 0.02


def test_a_text_longer_than_the_window_is_read(made: Made) -> None:
    scores = Detoxify(made.exported.folder).read(read("a" * 4 * TOKENS)).scores
    assert 0 < scores["offensive"] < 1000


def test_a_tokenizer_that_cuts_otherwise_is_refused(made: Made) -> None:
    other = json.loads((made.base / "tokenizer.json").read_text("utf-8"))
    words = other["model"]["vocab"]
    words["a"], words["b"] = words["b"], words["a"]
    with pytest.raises(ExportError, match=r"tokenizer\.json does not cut words"):
        _difference(_loaded(made.checkpoint, made.base), made.exported.folder / "model.onnx", json.dumps(other))


class Hostile:
    """What a pickle may hold: a call that is made when it is loaded."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.trace),)


def test_code_in_a_checkpoint_is_never_run(made: Made, tmp_path: Path) -> None:
    """Detoxify asks torch for no safety at all."""
    path, trace = tmp_path / "tiny.ckpt", tmp_path / "was-here"
    torch.save({"state_dict": {}, "config": Hostile(trace)}, path)
    with pytest.raises(ExportError, match=r"^Detoxify cannot load tiny\.ckpt \(UnpicklingError\): fetch it again\.$"):
        export(path, made.base, "tiny", tmp_path / "out")
    assert not trace.exists()
    assert not (tmp_path / "out").exists()


def test_a_checkpoint_that_was_trained_from_another_model_is_refused(made: Made, tmp_path: Path) -> None:
    """Otherwise Detoxify would ask the hub for that one."""
    with pytest.raises(ExportError, match=r"^tiny\.ckpt was not trained from tiny-bert: fetch it again\.$"):
        export(checkpoint(tmp_path, model_type="other-bert"), made.base, "tiny", tmp_path / "out")


@pytest.mark.parametrize("changes", [{"model_name": "NoSuchModel"}, {"num_classes": 3}])
def test_a_checkpoint_that_detoxify_cannot_load_is_refused(made: Made, tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ExportError, match=r"^Detoxify cannot load tiny\.ckpt"):
        export(checkpoint(tmp_path, **changes), made.base, "tiny", tmp_path / "out")


@pytest.fixture
def server(made: Made) -> Iterator[Server]:
    """A server with the tiny release."""
    files = {f"tiny-bert/{path.name}": path.read_bytes() for path in sorted(made.base.iterdir())}
    with serving({"tiny.ckpt": made.checkpoint.read_bytes(), **files}) as running:
        yield running


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command_goes_from_the_network_to_an_engine(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = server.release(digest(server.files["tiny.ckpt"])[:8])
    monkeypatch.setitem(RELEASES, "original-small", release)  # type: ignore[arg-type]
    config = tmp_path / "config.toml"
    config.write_text(GOOD + '\n[engine]\nname = "detoxify"\nvariant = "original-small"\n', "utf-8")
    result = run("model", "fetch", "--config", config)
    assert result.exit_code == 0, result.output
    engine = Detoxify(model_folder(tmp_path / "data", "original-small"))
    assert f"{engine.id} is ready" in result.output
    assert f"detoxify, original-small: ready ({engine.id})" in run("model", "status", "--config", config).output
    assert "Nothing to do" in run("model", "fetch", "--config", config).output
    assert server.asked == list(server.files)
    assert run("check", "hello", "--config", config).exit_code == 0
