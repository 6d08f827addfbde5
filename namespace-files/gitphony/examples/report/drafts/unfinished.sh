echo "a draft: no flow gets this file" >&2
exit 1
