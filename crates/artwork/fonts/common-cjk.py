"""Prints the CJK characters that are bundled, one per line as hexadecimal, for pyftsubset --unicodes-file.

The national standards sort their characters by use; their first levels are the common ones: JIS X 0208 level 1, GB 2312
level 1, Big5 level 1 (traditional characters), the Hangul syllables of KS X 1001, kana, bopomofo and punctuation.
"""

import itertools


def table(codec, leads, trails):
    for lead, trail in itertools.product(leads, trails):
        try:
            yield bytes((lead, trail)).decode(codec)
        except UnicodeDecodeError:
            pass


high = range(0xA1, 0xFF)
characters = set()
characters.update(table("euc_jp", range(0xB0, 0xD0), high))  # JIS X 0208 level 1
characters.update(table("gb2312", range(0xB0, 0xD8), high))  # GB 2312 level 1
characters.update(table("euc_kr", range(0xB0, 0xC9), high))  # KS X 1001 Hangul
big5_trails = list(range(0x40, 0x7F)) + list(high)
characters.update(c for c in table("big5", range(0xA4, 0xC7), big5_trails) if "\u4e00" <= c <= "\u9fff")
# Frequent in Japanese, Chinese and Korean surnames and given names, but outside every first level.
characters.update("髙﨑栁濵邊邉澤齋齊斎渡曽彌奧冨嶋嶌峯凜喆堃淼鑫昇翔珉昊炅玟璟妍赟奕瑄")
codepoints = {ord(c) for c in characters}
codepoints.update(range(0x20, 0x7F))
codepoints.update(range(0x3000, 0x3020))
codepoints.update(range(0x3041, 0x3100))
codepoints.update(range(0x3105, 0x3130))
codepoints.update(range(0xFF01, 0xFF5F))
codepoints.update((0x00B7, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x30FB, 0xFFE5, 0x3005, 0x3006, 0x3007))
for codepoint in sorted(codepoints):
    print(f"{codepoint:04X}")
