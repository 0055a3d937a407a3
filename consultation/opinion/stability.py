"""How far the groups hold when other people might have answered.

Bootstrap of people (Efron, *Annals of Statistics* 7 (1979); for clusters: Hennig,
*Computational Statistics & Data Analysis* 52 (2007)): the whole method is run again on people
drawn with replacement, and its groups compared with the first ones by the adjusted Rand index
(Hubert & Arabie, *Journal of Classification* 2 (1985)): 1 the same, 0 what chance gives.
"""

from consultation.opinion.clusters import group, least_size
from consultation.opinion.projection import project
from consultation.opinion.votes import Votes
from perpignan.arrays import Ints, np

REPLICATES = 20
#: People drawn for a replicate, at most.
DRAWN = 1_000


def adjusted_rand(first: Ints, second: Ints) -> float:
    """Agreement of two groupings of the same people; 1 when both are one single group."""
    _names, a = np.unique(first, return_inverse=True)
    _names, b = np.unique(second, return_inverse=True)
    if not len(a):
        return 1.0
    a, b = a.reshape(-1), b.reshape(-1)
    table = np.bincount(a * (int(b.max()) + 1) + b)

    def pairs(sizes: Ints) -> float:
        return float(np.sum(sizes * (sizes - 1.0) / 2))

    both, rows, columns = pairs(table), pairs(np.bincount(a)), pairs(np.bincount(b))
    every = len(a) * (len(a) - 1.0) / 2
    expected = rows * columns / every if every else 0.0
    highest = (rows + columns) / 2
    return 1.0 if highest == expected else (both - expected) / (highest - expected)


def stability(
    votes: Votes, labels: Ints, *, seed: int, least: int, replicates: int = REPLICATES
) -> float | None:
    """Mean adjusted Rand index over replicates, None when there are no two groups.

    `labels`: (people,), the groups found, -1 for who is in none: they are not drawn.
    """
    grouped = np.flatnonzero(labels >= 0)
    if labels.max(initial=-1) < 1:
        return None
    generator = np.random.default_rng([seed, 1])
    size = min(len(grouped), DRAWN)
    scores = []
    for _replicate in range(replicates):
        drawn = np.sort(generator.choice(grouped, size))
        places = project(votes.drawn(drawn)).places
        # A group may shrink in a draw as it does in the sample, and no further.
        scaled = least_size(size, max(1, least * size // len(grouped)))
        again = group(places, seed=int(generator.integers(2**31)), least=scaled)
        scores.append(adjusted_rand(labels[drawn], again.labels))
    return float(np.mean(scores))
