"""The same answer as `engines.pairing.solve`, compiled, for regions and countries; importing it needs numba."""

from engines.pairing.compiled.choose import Chosen, choose
from engines.pairing.compiled.columns import Columns, TooLarge, columns_of
from engines.pairing.compiled.live import Full, Live

__all__ = ["Chosen", "Columns", "Full", "Live", "TooLarge", "choose", "columns_of"]
