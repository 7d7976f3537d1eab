"""The features of Wellmet, a folder each."""
