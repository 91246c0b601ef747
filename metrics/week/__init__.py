"""What changed in a week and where: a headline metric's change, taken apart without a rest.

It says where a change happened, never why. Definitions: DEFINITIONS.md 8.
"""
