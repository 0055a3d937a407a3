"""Numpy, loaded by the first who counts with it, and the names of the arrays counted with.

Most pages, most tasks and every annex of a report count nothing, and numpy takes 12 MB of each
process and a tenth of a second of its start (`tests/architecture/test_weight.py`).
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__all__ = [
    *("Bools", "Bytes", "Draws", "Floats", "Ints", "Places", "Ranks", "Signs", "Hashes"),
    "np",
]

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]
    Bytes = NDArray[np.uint8]
    Signs = NDArray[np.int8]
    Places = NDArray[np.intp]
    Ranks = NDArray[np.uint16]
    Hashes = NDArray[np.uint64]
    Draws = np.random.Generator
else:

    class Later(ModuleType):
        """A module that stands for another and becomes it at its first use."""

        def __getattr__(self, name: str) -> Any:
            module = import_module(self.__name__)
            # Next time its names are found here, as quickly as in the module itself.
            self.__dict__.update(vars(module))
            return getattr(module, name)

    np = Later("numpy")
    Floats = Ints = Bools = Bytes = Signs = Places = Ranks = Hashes = Draws = object
