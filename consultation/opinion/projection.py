"""Where each person stands: two components, corrected for the votes not given.

Principal components of the table whose blanks are filled with the mean of their
statement (Pearson, *Philosophical Magazine* 2 (1901)); centred, blanks are then zeros
and the table stays sparse. A person who voted little would stay near the centre for
that only reason: Polis multiplies her place by sqrt(statements / votes).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consultation.opinion.votes import Votes
from perpignan.arrays import Floats, np

if TYPE_CHECKING:
    from scipy import sparse

COMPONENTS = 2
#: Under this many statements or people, all the components are computed at once.
SMALL = 60


@dataclass(frozen=True)
class Projection:
    """Where people stand.

    places: (people, 2), no unit; zeros for who gave no vote that counts.
    loadings: (statements, 2), unit vectors, the statements' weight on each axis.
    means: (statements,), mean vote from -1 to 1; zero where nobody voted.
    spread: (2,), share of the variance that each axis carries, from 0 to 1.
    """

    places: Floats
    loadings: Floats
    means: Floats
    spread: Floats


def project(votes: Votes) -> Projection:
    """Place people on two axes. The same votes always give the same places."""
    table = votes.table()
    means = _means(table)
    table.data = table.data - means[table.indices]
    loadings, spread = principal_axes(table)
    places = np.asarray(table @ loadings) * _correction(votes)[:, None]
    return Projection(places, loadings, means, spread)


def _means(table: "sparse.csr_array") -> Floats:
    width = table.shape[1]
    given = np.bincount(table.indices, minlength=width)
    sums = np.bincount(table.indices, weights=table.data, minlength=width)
    return np.asarray(sums / np.maximum(given, 1))


def _correction(votes: Votes) -> Floats:
    """sqrt(statements / votes) for each person, as the Polis server computes it.

    There a refused statement is one on which everybody passed: it weighs nothing on the
    axes, but counts among the statements and the votes of this ratio.
    """
    seen = np.bincount(votes.statement, minlength=len(votes.statements)) > 0
    out = int(np.count_nonzero(seen & votes.refused))
    given = np.bincount(votes.person[votes.counted], minlength=len(votes.people)) + out
    return np.asarray(np.sqrt(np.count_nonzero(seen) / np.maximum(given, 1)))


def principal_axes(table: "sparse.csr_array") -> tuple[Floats, Floats]:
    """Return the axes of a centred table, shape (statements, 2), and their shares."""
    width = table.shape[1]
    total = float(np.sum(table.data**2))
    if width == 0 or total <= 1e-12:
        return np.zeros((width, COMPONENTS)), np.zeros(COMPONENTS)
    values, vectors = _largest(table)
    loadings = np.zeros((width, COMPONENTS))
    loadings[:, : vectors.shape[1]] = vectors
    shares = np.zeros(COMPONENTS)
    shares[: len(values)] = np.maximum(values, 0.0) / total
    return _with_signs(loadings), shares


def _largest(table: "sparse.csr_array") -> tuple[Floats, Floats]:
    # 40 MB that no page needs: groups are stored.
    from scipy.sparse.linalg import ArpackError, LinearOperator, eigsh

    width = table.shape[1]
    if min(table.shape) > SMALL:
        flipped = table.T.tocsr()
        product = LinearOperator(
            (width, width), matvec=lambda x: flipped @ (table @ x), dtype=np.float64
        )
        try:
            values, vectors = eigsh(
                product, k=COMPONENTS, v0=np.linspace(1.0, 2.0, width), tol=1e-10
            )
            return values[::-1], vectors[:, ::-1]
        except ArpackError:
            pass  # it did not converge: the whole decomposition below always does
    values, vectors = np.linalg.eigh((table.T @ table).toarray())
    return values[::-1][:COMPONENTS], vectors[:, ::-1][:, :COMPONENTS]


def _with_signs(loadings: Floats) -> Floats:
    """An axis has no direction: make its largest loading positive."""
    largest = np.argmax(np.abs(loadings) - 1e-9 * np.arange(len(loadings))[:, None], axis=0)
    signs = np.where(loadings[largest, np.arange(loadings.shape[1])] < 0, -1.0, 1.0)
    return np.asarray(loadings * signs)
