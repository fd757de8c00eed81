"""The order of changes by significance, held against pairs that were judged by hand."""
