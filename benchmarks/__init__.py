"""Accuracy and speed on the study's data, beside what they are compared with."""
