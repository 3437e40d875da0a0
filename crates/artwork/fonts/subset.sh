#!/bin/sh
# Makes the bundled fonts again: cuts the Noto fonts of Debian down to the characters that names and titles use.
#
#   apt-get install fonts-noto-core fonts-noto-cjk
#   pip install fonttools==4.68.0
#   crates/artwork/fonts/subset.sh
#
# Noto is under the SIL Open Font License 1.1 without a reserved font name (OFL.txt beside this file), so a subset may
# keep the name. The output is the same bytes each time: timestamps are not recalculated.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
noto=${NOTO_DIR:-/usr/share/fonts/truetype/noto}
cjk=${NOTO_CJK_DIR:-/usr/share/fonts/opentype/noto}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Punctuation and marks that belong to every script: without them a run would change its font in the middle of a name.
common='U+0020-007E,U+00A0-00FF,U+02BC,U+02BD,U+02C6-02DD,U+0300-0345,U+0358-036F,U+200B-200F,U+2010-2027,U+202F-203A,U+2044,U+2070-208E,U+20AC,U+2116,U+2122,U+2190-2193,U+2212,U+2260,U+2264,U+2265,U+25CC,U+FEFF,U+FFFD'
western="$common,U+0100-02AF,U+0370-03FF,U+0400-052F,U+1C80-1C88,U+1D6B-1D77,U+1E00-1EFF,U+1F00-1FFF,U+2C60-2C7F,U+A720-A7BF,U+FB00-FB06"

cut() { # output name, source file, further options
    output=$1 source=$2
    shift 2
    pyftsubset "$source" --output-file="$here/$output" --no-hinting --no-recalc-timestamp \
        --name-IDs='0,1,2,3,4,5,6,13,14' --notdef-outline "$@"
    echo "$output: $(wc -c <"$here/$output") bytes"
}

for weight in Regular Bold; do
    cut "NotoSerif-$weight.ttf" "$noto/NotoSerif-$weight.ttf" --unicodes="$western"
    cut "NotoSans-$weight.ttf" "$noto/NotoSans-$weight.ttf" --unicodes="$western"
    cut "NotoNaskhArabic-$weight.ttf" "$noto/NotoNaskhArabic-$weight.ttf" --layout-features='*' \
        --unicodes="$common,U+0600-06FF,U+0750-077F,U+08A0-08FF,U+FB50-FDFF,U+FE70-FEFF"
    cut "NotoSerifHebrew-$weight.ttf" "$noto/NotoSerifHebrew-$weight.ttf" --layout-features='*' \
        --unicodes="$common,U+0590-05FF,U+FB1D-FB4F"
    cut "NotoSerifDevanagari-$weight.ttf" "$noto/NotoSerifDevanagari-$weight.ttf" --layout-features='*' \
        --unicodes="$common,U+0900-097F,U+A8E0-A8FF,U+1CD0-1CFF"
done
# Scripts met in names now and then: one weight, so that a name is whole.
cut NotoSerifArmenian-Bold.ttf "$noto/NotoSerifArmenian-Bold.ttf" --unicodes="$common,U+0530-058F,U+FB13-FB17"
cut NotoSerifGeorgian-Bold.ttf "$noto/NotoSerifGeorgian-Bold.ttf" --unicodes="$common,U+10A0-10FF,U+1C90-1CBF"
cut NotoSerifThai-Bold.ttf "$noto/NotoSerifThai-Bold.ttf" --layout-features='*' --unicodes="$common,U+0E00-0E7F"
cut NotoSerifBengali-Bold.ttf "$noto/NotoSerifBengali-Bold.ttf" --layout-features='*' --unicodes="$common,U+0980-09FF,U+0964-0965"
cut NotoSerifTamil-Bold.ttf "$noto/NotoSerifTamil-Bold.ttf" --layout-features='*' --unicodes="$common,U+0B80-0BFF"

python3 "$here/common-cjk.py" >"$work/cjk.txt"
# Face 0 of the collection is the Japanese one; Chinese and Korean forms of the same character stay readable.
cut NotoSerifCJK-Bold.otf "$cjk/NotoSerifCJK-Bold.ttc" --font-number=0 --unicodes-file="$work/cjk.txt" --layout-features=ccmp,liga,kern
