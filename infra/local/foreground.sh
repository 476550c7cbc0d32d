#!/usr/bin/env bash
# At a terminal the command gets a process group of its own, so that Ctrl-C reaches it and not make, which would end by
# the signal: the drain decides the exit code. Without a terminal signals come to the command itself.
if [ -t 0 ]; then
  set -m
  "$@"
else
  exec "$@"
fi
