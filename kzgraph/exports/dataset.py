"""What is said of access to a data set, by its licence; the licence itself stands in ``graph.toml``."""

from dataclasses import dataclass
from typing import Final

OPEN_ACCESS: Final = "http://purl.org/coar/access_right/c_abf2"
PUBLIC_ACCESS: Final = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
"""Two ways to say that anybody may read the data: repositories look for the first, DCAT for the second."""


@dataclass(frozen=True)
class Licence:
    """A licence of data: its address, what it is called, its SPDX identifier; the latter two only where known.

    Which ones are open is said by https://opendefinition.org/licenses/.
    """

    address: str
    name: str
    identifier: str = ""
    open: bool = False


def licence_of(address: str) -> Licence:
    """Return the licence at *address*; of one that is not known, nothing is said but that."""
    bare = address.replace("http://", "https://", 1).rstrip("/")
    return Licence(address, *_KNOWN.get(bare, (address,)))


_KNOWN: Final[dict[str, tuple[str, str, bool]]] = {
    "https://creativecommons.org/publicdomain/zero/1.0": ("CC0 1.0", "CC0-1.0", True),
    "https://creativecommons.org/licenses/by/4.0": ("CC BY 4.0", "CC-BY-4.0", True),
    "https://creativecommons.org/licenses/by-sa/4.0": ("CC BY-SA 4.0", "CC-BY-SA-4.0", True),
    "https://creativecommons.org/licenses/by-nc/4.0": ("CC BY-NC 4.0", "CC-BY-NC-4.0", False),
    "https://creativecommons.org/licenses/by-nc-sa/4.0": ("CC BY-NC-SA 4.0", "CC-BY-NC-SA-4.0", False),
    "https://creativecommons.org/licenses/by-nd/4.0": ("CC BY-ND 4.0", "CC-BY-ND-4.0", False),
    "https://creativecommons.org/licenses/by-nc-nd/4.0": ("CC BY-NC-ND 4.0", "CC-BY-NC-ND-4.0", False),
    "https://opendatacommons.org/licenses/by/1-0": ("ODC-BY 1.0", "ODC-By-1.0", True),
    "https://opendatacommons.org/licenses/odbl/1-0": ("ODbL 1.0", "ODbL-1.0", True),
    "https://opendatacommons.org/licenses/pddl/1-0": ("PDDL 1.0", "PDDL-1.0", True),
}
