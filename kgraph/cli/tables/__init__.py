"""How answers look in a terminal.

Cells wrap, so that nothing in them is cut; a claim is never printed without its evidence.
"""
