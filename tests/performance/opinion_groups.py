"""Opinion groups of 100,000 people x 500 statements, 92 % missing: ours and the floor.

Ours: the whole method from the last votes, bootstrap of 20 replicates included; then the same
from a Polis vote file of 4 million lines, its reading included. Floor: the Gram product of the
sparse table alone, which a plain principal component analysis begins with.
Peer, measured before on the same size: red-dwarf 0.4 took 256 to 285 s and 3.6 GB.
"""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from consultation.opinion.groups import analyse
from consultation.opinion.reading import read_votes
from consultation.opinion.votes import Votes, last_votes

PEOPLE, STATEMENTS, GIVEN = 100_000, 500, 0.08
MOST_SECONDS, MOST_MEMORY = 3.0, 1_000


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def two_camps() -> Votes:
    generator = np.random.default_rng(0)
    camp = np.where(generator.random(PEOPLE) < 0.6, 1.0, -1.0)
    leaning = generator.normal(size=(2, STATEMENTS))
    person, statement = np.nonzero(generator.random((PEOPLE, STATEMENTS), dtype=np.float32) < GIVEN)
    mood = generator.normal(size=PEOPLE)
    opinion = 1.5 * camp[person] * leaning[0, statement] + mood[person] * leaning[1, statement]
    opinion += generator.normal(size=len(opinion))
    return last_votes(
        [str(number) for number in range(PEOPLE)],
        [str(number) for number in range(STATEMENTS)],
        person=person,
        statement=statement,
        value=(opinion > 0.5).astype(np.int64) - (opinion < -0.5),
    )


def write_file(votes: Votes, path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        stream.write("timestamp,datetime,comment-id,voter-id,vote\n")
        for row in zip(votes.statement, votes.person, votes.value, strict=True):
            stream.write("1403054214196,Wed Jun 18 08:16:54 WIB 2014,{},{},{}\n".format(*row))


def main() -> None:
    votes = two_camps()
    ours, groups = timed(lambda: analyse(votes))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table = votes.table()
    floor, _gram = timed(lambda: (table.T @ table).toarray())
    print(f"{len(votes.value):,} votes, k = {groups.k}, stability {groups.stability:.2f}")
    print(f"ours   {ours:6.2f} s   target {MOST_SECONDS} s")
    print(f"floor  {floor:6.2f} s   ours / floor {ours / floor:.1f}")
    print(f"memory {memory:6.0f} MB  target {MOST_MEMORY} MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.csv"
        write_file(votes, path)
        seconds, again = timed(lambda: analyse(read_votes(path)))
        assert again.sizes == groups.sizes
    print(f"ours, vote file read {seconds:6.2f} s")
    assert ours <= MOST_SECONDS, "too slow"
    assert memory < MOST_MEMORY, "too much memory"


if __name__ == "__main__":
    main()
