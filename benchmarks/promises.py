"""How well the planted cluster of broken promises is found in the demo's rows, over some seeds.

    .venv/bin/python -m benchmarks.promises [--seeds 20]

Prints for each seed of the small centre the share of call-backs that the story lets fall, what is found of it
(with its standard error) and without the story, and whether the worst queue and week are the story's.
"""

import argparse

from tests.metrics.kept import cluster, promises, told, worst

HEAD = f"{'seed':>4} {'planted':>8} {'found':>8} {'':8} {'n':>4} {'without':>8} {'':8} worst"
LINE = "{seed:>4} {planted:>8.3f} {found:>8.3f} ± {error:<6.3f} {n:>4} {plain:>8.3f} ± {noise:<6.3f} {worst}"


def main() -> None:
    """Print what is found of each seed, and how many lie within three standard errors."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=20)
    seeds = asked.parse_args().seeds
    print(HEAD)
    near = right = 0
    for seed in range(1, seeds + 1):
        story, rows = told(seed).stories.promises, promises(seed)
        found, plain = cluster(rows, seed), cluster(promises(seed, stories=False), seed)
        queue, week = worst(rows)
        is_in = story.since.isocalendar().week <= week <= story.until.isocalendar().week
        is_right = is_in and queue == told(seed).queue(story.queue)
        near += abs(found.share - story.share) <= 3 * found.error
        right += is_right
        values = {"seed": seed, "planted": story.share, "found": found.share, "error": found.error}
        values |= {"n": found.n, "plain": plain.share, "noise": plain.error}
        print(LINE.format(**values, worst="the story's" if is_right else f"{queue}, week {week}"), flush=True)
    print(f"{near} of {seeds} within three standard errors; worst place right in {right}")


if __name__ == "__main__":
    main()
