"""People of known camps, for the tests."""

import numpy as np

from consultation.opinion.votes import last_votes


def camps(sizes, statements=12, *, seed=0, missing=0.2, noise=0.05, refused=()):
    """Make votes of camps: one agrees with the first half and refuses the rest, and so on.

    Returns the votes and the camp of each person.
    """
    generator = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    opinions = generator.choice([-1, 1], size=(len(sizes), statements))
    opinions[0, : statements // 2] = 1
    opinions[0, statements // 2 :] = -1
    if len(sizes) > 1:
        opinions[1] = -opinions[0]
    value = opinions[camp]
    value = np.where(generator.random(value.shape) < noise, 0, value)
    person, statement = np.nonzero(generator.random(value.shape) >= missing)
    votes = last_votes(
        [f"p{number}" for number in range(len(camp))],
        [f"s{number}" for number in range(statements)],
        person=person,
        statement=statement,
        value=value[person, statement],
        refused=refused,
    )
    return votes, camp
