#!/bin/sh
# What ippeveprinter does with a document: nothing, or what the name of the job says.
case "$IPP_JOB_NAME" in
  failing) exit 1 ;;
  media-empty | cover-open | media-jam) echo "STATE: +$IPP_JOB_NAME" >&2 ;;
esac
