"""One file a rule, each with a RULE: dropping a file here adds a rule."""
