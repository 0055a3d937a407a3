"""Understand free texts in French, Catalan and Spanish; nothing leaves the server.

No Django. `themes.find_themes` groups what people wrote about, `phrases.key_phrases` says it in
their words, `duplicates.find_copies` finds what was sent many times, `language.detect` tells the
language, `personal.find` points at what may name somebody. All of it is suggestion: people read,
rename, merge and validate.
"""
