"""A fifth phase: this folder and one line in INSTALLED_APPS, nothing else."""
