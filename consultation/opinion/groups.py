"""The whole method, from the votes to the groups and what they say."""

from dataclasses import dataclass

from consultation.opinion.clusters import LEAST_PEOPLE, MOST_GROUPS, group, least_size
from consultation.opinion.projection import Projection, project
from consultation.opinion.stability import REPLICATES, stability
from consultation.opinion.statements import (
    Divisive,
    Representative,
    Shared,
    Tally,
    consensus,
    divisive,
    representative,
    tally,
)
from consultation.opinion.votes import OpinionError, Votes
from perpignan.arrays import Ints, np

#: Who gave fewer votes than this is placed in no group.
LEAST_VOTES = 7


@dataclass(frozen=True)
class Groups:
    """labels: (people,), group of each from 0, -1 for none; sizes: (k,), largest first.

    representative: by group; stability: mean adjusted Rand index, None without two groups;
    least: the smallest size that was allowed; by_group, overall: the counts behind it all.
    """

    votes: Votes
    projection: Projection
    labels: Ints
    sizes: tuple[int, ...]
    silhouette: float
    least: int
    representative: tuple[tuple[Representative, ...], ...]
    consensus: tuple[Shared, ...]
    divisive: tuple[Divisive, ...]
    stability: float | None
    by_group: Tally
    overall: Tally

    @property
    def k(self) -> int:
        return len(self.sizes)


def analyse(
    votes: Votes,
    *,
    seed: int = 0,
    least_votes: int = LEAST_VOTES,
    least_people: int = LEAST_PEOPLE,
    most_groups: int = MOST_GROUPS,
    replicates: int = REPLICATES,
) -> Groups:
    """Find the groups. The same votes and seed give the same result.

    `least_votes` is lowered to the number of statements when there are fewer of those.
    Raises OpinionError: bad_seed, bad_limit.
    """
    if seed < 0:
        raise OpinionError("bad_seed")
    if least_votes < 1 or least_people < 1 or most_groups < 1 or replicates < 0:
        raise OpinionError("bad_limit")
    projection = project(votes)
    chosen = grouped_people(votes, least_votes)
    least = least_size(len(chosen), least_people)
    found = group(projection.places[chosen], seed=seed, least=least, most=most_groups)
    labels = np.full(len(votes.people), -1, dtype=np.int64)
    labels[chosen] = found.labels
    by_group = tally(votes, labels, found.k)
    overall = tally(votes, np.zeros_like(labels), 1)
    allowed = np.flatnonzero(~votes.refused).tolist()
    return Groups(
        votes=votes,
        projection=projection,
        labels=labels,
        sizes=tuple(np.bincount(found.labels, minlength=found.k).tolist()),
        silhouette=found.silhouette,
        least=least,
        representative=tuple(
            tuple(representative(by_group, number, allowed)) if found.k > 1 else ()
            for number in range(found.k)
        ),
        consensus=tuple(consensus(overall, allowed)),
        divisive=tuple(divisive(by_group, allowed)),
        stability=stability(votes, labels, seed=seed, least=least, replicates=replicates)
        if replicates
        else None,
        by_group=by_group,
        overall=overall,
    )


def grouped_people(votes: Votes, least_votes: int) -> Ints:
    """Return the positions of the people who gave enough votes that count."""
    given = np.bincount(votes.person[votes.counted], minlength=len(votes.people))
    wanted = max(1, min(least_votes, int(np.count_nonzero(~votes.refused))))
    return np.flatnonzero(given >= wanted)
