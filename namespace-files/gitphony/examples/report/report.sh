#!/bin/sh
# Writes a table of the trips in $1 as Markdown; used by the flow gitphony.examples.namespace_files.
set -eu
echo "| taxi | trips | dollars |"
echo "|---|---|---|"
awk -F, 'NR > 1 { trips[$1]++; fares[$1] += $4 } END { for (taxi in trips) printf "| %s | %d | %.2f |\n", taxi, trips[taxi], fares[taxi] }' "$1" | sort
