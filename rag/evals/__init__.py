"""Retrieval evaluation: question files, runs, measures, reports."""
