"""The lot of a pair, SHA-256 as in FIPS 180-4, compiled: a region draws millions."""

from math import isqrt

import numpy as np

from engines.pairing.compiled.jit import Bytes, Int64s, Whole, Words, jit

_MASK = np.uint64(0xFFFFFFFF)


def _root_bits(root: int) -> list[int]:
    """The first 32 bits of the fractions of the square (2) or cube (3) roots of 64 primes."""
    primes = [n for n in range(2, 312) if all(n % d for d in range(2, isqrt(n) + 1))]
    bits = []
    for prime in primes:
        scaled, low, high = prime << (32 * root), 0, prime << 33
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle**root <= scaled else (low, middle - 1)
        bits.append(low & 0xFFFFFFFF)
    return bits


_K = np.array(_root_bits(3), np.uint64)
_START = np.array(_root_bits(2)[:8], np.uint64)


@jit
def _turn(word: np.uint64, by: int) -> np.uint64:
    return ((word >> np.uint64(by)) | (word << np.uint64(32 - by))) & _MASK


@jit
def _block(state: Words, message: Bytes, at: int, w: Words) -> None:
    for i in range(16):
        word = np.uint64(0)
        for j in range(4):
            word = (word << np.uint64(8)) | np.uint64(message[at + 4 * i + j])
        w[i] = word
    for i in range(16, 64):
        near, far = w[i - 15], w[i - 2]
        low = _turn(near, 7) ^ _turn(near, 18) ^ (near >> np.uint64(3))
        high = _turn(far, 17) ^ _turn(far, 19) ^ (far >> np.uint64(10))
        w[i] = (w[i - 16] + low + w[i - 7] + high) & _MASK
    a, b, c, d = state[0], state[1], state[2], state[3]
    e, f, g, h = state[4], state[5], state[6], state[7]
    for i in range(64):
        mixed = _turn(e, 6) ^ _turn(e, 11) ^ _turn(e, 25)
        first = h + mixed + ((e & f) ^ ((e ^ _MASK) & g)) + _K[i] + w[i]
        mixed = _turn(a, 2) ^ _turn(a, 13) ^ _turn(a, 22)
        second = mixed + ((a & b) ^ (a & c) ^ (b & c))
        h, g, f, e = g, f, e, (d + first) & _MASK
        d, c, b, a = c, b, a, (first + second) & _MASK
    for i, word in enumerate((a, b, c, d, e, f, g, h)):
        state[i] = (state[i] + word) & _MASK


@jit
def lot(message: Bytes, length: int, state: Words, w: Words) -> Whole:
    """The first five bytes of SHA-256 over `message[:length]`, from 0 to 2**40 − 1.

    `message` must have 72 bytes of room after `length`; `state` (8) and `w` (64) are scratch.
    """
    blocks = (length + 9 + 63) // 64
    message[length] = 0x80
    for i in range(length + 1, 64 * blocks - 8):
        message[i] = 0
    for i in range(8):
        message[64 * blocks - 1 - i] = (8 * length >> (8 * i)) & 0xFF
    for i in range(8):
        state[i] = _START[i]
    for number in range(blocks):
        _block(state, message, 64 * number, w)
    return np.int64(state[0]) << 8 | np.int64(state[1] >> np.uint64(24))


@jit
def put(message: Bytes, at: int, text: Bytes, start: Int64s, number: int) -> int:
    """Writes the `number`-th text and a newline; returns where it ends."""
    for i in range(start[number], start[number + 1]):
        message[at] = text[i]
        at += 1
    message[at] = 10
    return at + 1


@jit
def put_slot(message: Bytes, at: int, slot: int) -> int:
    """Writes 0 to 20 in digits; returns where it ends."""
    if slot >= 10:
        message[at] = 48 + slot // 10
        at += 1
    message[at] = 48 + slot % 10
    return at + 1
