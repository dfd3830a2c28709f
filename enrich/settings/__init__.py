"""What the user chose: a settings file, the environment, flags; and the editor's lexicon."""
