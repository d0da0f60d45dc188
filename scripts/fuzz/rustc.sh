#!/bin/sh
# The compiler as cargo calls it (RUSTC_WRAPPER), with LLVM's coverage for the crates whose code reads what comes from
# outside: counts of the branches taken, and what is compared with what. For burn it would take half an hour.
case " $* " in
*" --crate-name fashion_trainer "* | *" --crate-name safetensors "* | *" --crate-name serde_json "*)
  exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares
  ;;
*) exec "$@" ;;
esac
