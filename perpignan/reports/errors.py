class LayoutError(Exception):
    """A file could not be laid out; the message is for the person who asked for it."""
