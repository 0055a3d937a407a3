"""What the study's own nouns bring to its public pages: importing it registers it."""
