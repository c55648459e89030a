"""The benchmark: kgraph beside other ways of answering the same questions, on the same data, in one run.

`python -m bench` generates the data, asks every peer the same queries, checks that the answers agree, and writes
tables and a plot. It is no part of the package that is installed.
"""
