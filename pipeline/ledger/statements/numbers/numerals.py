"""Chinese numerals as people write them in running text: 两万二千, 九百六十八, 三百八, 一千零四十, 二十."""

from __future__ import annotations

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHARACTERS = "".join((*DIGITS, *TENS, *MYRIADS))


def parse_numeral(written: str) -> int | None:
    """The number that ``written`` spells out; None for what spells none (十百, 万一, 二三).

    A last digit behind a bare 百, 千 or 万 counts the place below: 三百八 is 380.
    """
    total = section = digit = 0
    place = 10  # what a digit that ends the number stands for
    before = ""
    for char in written:
        if char in DIGITS:
            if before in DIGITS and before not in "零〇":
                return None
            digit = DIGITS[char]
            place = 1 if not before or before in "零〇十" else place
        elif char in TENS:
            section += (digit or (1 if char == "十" or not before else 0)) * TENS[char]
            digit, place = 0, TENS[char] // 10
        else:
            if not (section or digit):
                return None
            total, section, digit, place = (total + section + digit) * MYRIADS[char], 0, 0, MYRIADS[char] // 10
        before = char
    return total + section + digit * (place if digit else 1)
