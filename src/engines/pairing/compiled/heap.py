"""A queue of nodes, least key first: four children to an entry, so that few lines of memory are read.

An entry is never moved up when its node's key falls: the node enters again, and whoever takes
an entry whose key is no longer its node's passes it over.
"""

from typing import NamedTuple

import numpy as np

from engines.pairing.compiled.jit import Int32s, Int64s, piece


class Heap(NamedTuple):
    key: Int64s
    node: Int32s


def heap_of(most: int) -> Heap:
    return Heap(np.empty(most, np.int64), np.empty(most, np.int32))


@piece
def push(heap: Heap, size: int, key: int, node: int) -> None:
    """Enters `node` into a heap of `size` entries."""
    keys, nodes = heap.key, heap.node
    at = size
    while at > 0:
        above = (at - 1) >> 2
        if keys[above] <= key:
            break
        keys[at] = keys[above]
        nodes[at] = nodes[above]
        at = above
    keys[at] = key
    nodes[at] = node


@piece
def drop_first(heap: Heap, size: int) -> None:
    """Removes entry 0 of `size` entries."""
    keys, nodes = heap.key, heap.node
    size -= 1
    key, node = keys[size], nodes[size]
    at = 0
    while True:
        child = 4 * at + 1
        if child >= size:
            break
        least = keys[child]
        for other in range(child + 1, min(child + 4, size)):
            if keys[other] < least:
                least, child = keys[other], other
        if least >= key:
            break
        keys[at] = least
        nodes[at] = nodes[child]
        at = child
    keys[at] = key
    nodes[at] = node
