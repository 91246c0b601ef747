"""The live floor: who waits now, and what agents do."""
