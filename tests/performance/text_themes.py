"""Themes of 20,000 texts: ours, and the floor (TF-IDF alone on bare words).

Texts are made of a French vocabulary with subjects, about forty words each. Copies, key phrases,
languages and personal data are timed too.
"""

import resource
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import simplemma
from sklearn.feature_extraction.text import TfidfVectorizer

from consultation.text.duplicates import find_copies
from consultation.text.language import detect
from consultation.text.personal import find
from consultation.text.phrases import key_phrases
from consultation.text.stopwords import FRENCH
from consultation.text.themes import find_themes

TEXTS, LENGTH, SUBJECTS, WORDS = 20_000, 40, 15, 8_000
MOST_SECONDS, MOST_MEMORY = 60, 900


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def vocabulary() -> list[str]:
    syllables = ["ra", "bu", "ti", "con", "vel", "mar", "cho", "pli", "ge", "son", "ler", "tou"]
    return [
        "".join(syllables[(number // 12**place) % 12] for place in range(4))
        for number in range(WORDS)
    ]


def made_up() -> list[str]:
    generator = np.random.default_rng(0)
    known, small = np.array(vocabulary()), np.array(sorted(FRENCH))
    fame = 1 / np.arange(1, WORDS + 1)
    favourites = [generator.choice(WORDS, 60) for _subject in range(SUBJECTS)]
    texts = []
    for number in range(TEXTS):
        own = known[generator.choice(favourites[number % SUBJECTS], LENGTH // 4)]
        any_word = known[generator.choice(WORDS, LENGTH // 4, p=fame / fame.sum())]
        grammar = small[generator.integers(0, len(small), LENGTH // 2)]
        chosen = np.concatenate([own, any_word, grammar])
        texts.append(" ".join(generator.permutation(chosen)))
    return texts


def main() -> None:
    simplemma.lemmatize("maisons", lang="fr")  # reads its dictionary once
    texts = made_up()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ours, themes = timed(lambda: find_themes(texts, count=SUBJECTS))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    floor, _table = timed(lambda: TfidfVectorizer(max_features=6_000).fit_transform(texts))
    print(f"themes     {ours:6.2f} s  target {MOST_SECONDS} s, {len(themes.themes)} themes")
    print(f"floor      {floor:6.2f} s  ours / floor {ours / floor:.1f}")
    print(f"memory     {memory:6.0f} MB, {before:.0f} before")
    for name, run in (
        ("copies", lambda: find_copies(texts)),
        ("phrases", lambda: key_phrases(texts)),
        ("languages", lambda: [detect(text) for text in texts[:2_000]]),
        ("personal", lambda: [find(text) for text in texts]),
    ):
        seconds, _result = timed(run)
        print(f"{name:<10} {seconds:6.2f} s")
    assert ours <= MOST_SECONDS, "too slow"
    assert memory < MOST_MEMORY, "too much memory"


if __name__ == "__main__":
    main()
