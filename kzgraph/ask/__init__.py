"""Questions in plain words: matched to the library, never answered from anywhere else."""
