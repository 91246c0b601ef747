"""The weekly recognition as a kind of mail: of a lead's own teams; to who sees all teams, of all in one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from emails import recognition_mail
from emails.message import Message
from emails.post import Post
from emails.posted import post_of
from emails.recognition import Band, Count, History, Quote, Recognition, Thanked
from emails.recognition_kept import VIEWER, Kept, Team, restored
from emails.writing import Writing
from language import _, day, listing
from metrics.channel_names import channel
from metrics.recognition import AWARD_NAMES, MEASURE_NAMES, MEASURES, WEEKS
from metrics.recognition import words as told
from metrics.recognition.told import Draw, Evidence, Nominee
from store import signed
from store.kind_words import words_of
from store.signed import Names
from store.thanked import Person, Thanks, people

PAGE = "recognition"
LEFT = timedelta(days=6)
MOST_NAMED = 3  # teams, in the words of a mail
MOST_VOICES = 4


def message(writing: Writing) -> Message:
    """Write the mail."""
    return recognition_mail.message(week_of(writing), post(writing))


def week_of(writing: Writing) -> Recognition:
    """Give what the mail tells its recipient: of their own teams, or of all."""
    return _Made(writing, restored(writing.told.sums.more)).week()


def post(writing: Writing) -> Post:
    """Say how it comes; its link opens the same week of the same team."""
    address, teams = writing.settings.site.address, sorted(writing.to.teams)
    asked = {"week": writing.told.week.key, **({"team": teams[0]} if len(teams) == 1 else {})}
    link = None if address is None else f"{address.rstrip('/')}/{PAGE}?{urlencode(asked)}"
    return replace(post_of(writing, PAGE), link=link)


@dataclass(frozen=True)
class _Seen:
    """Names and customers' words as they are now."""

    people: Mapping[str, Person]
    words: Mapping[str, Mapping[str, Any]]
    signed: Names

    def name(self, agent: str) -> str:
        return self.people[agent].name if agent in self.people else _("a colleague")

    def quote(self, ids: Collection[str]) -> Quote | None:
        """Give the first of some texts that is still to be had."""
        row = next((self.words[one] for one in ids if one in self.words), None)
        if row is None:
            return None
        by = _("A customer, {channel}, {day}")
        source = by.format(channel=channel(row["channel"] or ""), day=day(row["started_at"]))
        return Quote(row["masked"], row["language"], source)


@dataclass(frozen=True)
class _Made:
    """A mail in the making."""

    writing: Writing
    kept: Kept

    @property
    def teams(self) -> tuple[Team, ...]:
        return tuple(one for one in self.kept.teams if self._is_own(one.name))

    def _is_own(self, team: str | None) -> bool:
        return not self.writing.to.teams or team in self.writing.to.teams

    def week(self) -> Recognition:
        settings, told_of = self.writing.settings, self.writing.told
        seen, teams, own = self._seen(), self.teams, sorted(self.writing.to.teams)
        best, others = self._thanked(seen)
        address = settings.site.address
        named = listing(own) if own and len(own) <= MOST_NAMED else settings.site.name
        alone = teams[0] if len(teams) == 1 else None
        leave = {"week": told_of.week.key, "leave": "1"}
        return Recognition(
            week=(told_of.week.first, told_of.week.last),
            team=named,
            centre=settings.site.name,
            until=self.kept.as_of,
            publication=told_of.sums.publication,
            how=told.how(MEASURES),
            best=best,
            others=others,
            past=alone.past if alone else (),
            teams=() if alone else tuple((one.name, one.past) for one in teams if one.past),
            voices=self._voices(seen, best, others),
            counts=_counts(teams),
            weeks=WEEKS,
            leave=f"{address.rstrip('/')}/{PAGE}?{urlencode(leave)}" if address else None,
            is_demo=settings.is_demo,
            notices=(*told_of.sums.missing, *self.writing.skipped),
            because="" if own else _("because you see all teams"),
        )

    def _seen(self) -> _Seen:
        store, kept = self.writing.store, self.kept
        if store is None:
            return _Seen({}, {}, Names({}))
        ids = {agent for one in kept.thanks for agent in _agents(one)}
        ids |= {one.agent_id for one in kept.above} | {one.agent_id for one in kept.ideas}
        nominees = [*kept.above, *(one.nominee for one in kept.thanks if one.nominee)]
        texts = {text for one in nominees for text in one.quotes} | {
            text for one in self.teams for text in one.voices
        }
        week = self.writing.told.week.first
        rows = words_of(store, self.writing.settings, VIEWER, week, texts)
        return _Seen(
            people(store, self.writing.settings, VIEWER, week, ids),
            {row["text_id"]: row for row in rows.iter_rows(named=True)},
            signed.names(store.state),
        )

    def _thanked(self, seen: _Seen) -> tuple[Thanked | None, tuple[Thanked, ...]]:
        """Give who has the award for outstanding service, and all others to be thanked."""
        own = [
            one
            for one in self.kept.thanks
            if self._is_own(one.given.team) and one.given.agent_id in seen.people
        ]
        named = {one.given.agent_id for one in own}
        first = next((one for one in own if one.given.award == "best"), None)
        others = [_thanked(one, seen) for one in own if one is not first]
        others += [
            Thanked(
                _("Idea of the week"),
                seen.name(one.agent_id),
                _place(seen, one.agent_id),
                _idea(one.idea, one.result),
            )
            for one in self.kept.ideas
            if self._is_own(one.team) and one.agent_id in seen.people
        ]
        if self.writing.to.teams:
            others += [
                _clearly(one, seen)
                for one in sorted(self.kept.above, key=lambda one: seen.name(one.agent_id).casefold())
                if self._is_own(one.team) and one.agent_id in seen.people and one.agent_id not in named
            ]
        return (_thanked(first, seen) if first else None), tuple(others)

    def _voices(self, seen: _Seen, best: Thanked | None, others: Collection[Thanked]) -> tuple[Quote, ...]:
        said = {one.quote.words for one in (*([best] if best else []), *others) if one.quote}
        rows = [seen.quote([text]) for one in self.teams for text in one.voices]
        found = {one.words: one for one in rows if one and one.words not in said}
        return tuple(found.values())[:MOST_VOICES]


def _agents(one: Thanks) -> set[str]:
    among = {*one.draw.among, *one.draw.had_turn} if one.draw else set()
    return {one.given.agent_id, *among, *(each.agent_id for each in one.lately)}


def _thanked(one: Thanks, seen: _Seen) -> Thanked:
    given, nominee = one.given, one.nominee
    name, why = seen.name(given.agent_id), given.why or ""
    who = "" if given.act == "drawn" else seen.signed.of(given.who)
    lately = [each for each in one.lately if each.agent_id in seen.people]
    history = History(
        one.times,
        one.last,
        tuple((seen.name(each.agent_id), (each.week, each.week + LEFT)) for each in lately),
        who,
    )
    plain = Thanked(_(AWARD_NAMES[given.award]), name, _place(seen, given.agent_id), history=history)
    chosen = (_("{who} says why: {why}").format(who=who, why=why),) if why else ()
    if nominee is None:
        return replace(plain, evidence=chosen)
    return replace(
        plain,
        evidence=(*_evidence(nominee), *chosen),
        quote=seen.quote(nominee.quotes),
        bands=tuple(_band(each) for each in nominee.evidence),
        reasons=(*told.not_luck(nominee, name), *_turn(one.draw, seen)),
    )


def _clearly(one: Nominee, seen: _Seen) -> Thanked:
    """Thank who did clearly better than to be expected, without the award."""
    award = _("Clearly above what was to be expected")
    name, place = seen.name(one.agent_id), _place(seen, one.agent_id)
    return Thanked(award, name, place, _evidence(one), seen.quote(one.quotes))


def _evidence(one: Nominee) -> tuple[str, ...]:
    return tuple(told.evidence(each) for each in one.evidence if each.theta >= 0)


def _turn(draw: Draw | None, seen: _Seen) -> tuple[str, ...]:
    if draw is None:
        return ()
    among, had = (tuple(one for one in each if one in seen.people) for each in (draw.among, draw.had_turn))
    said = told.turn(replace(draw, among=among, had_turn=had), seen.name)
    return (said,) if said else ()


def _band(one: Evidence) -> Band:
    shares = one.shares
    return Band(
        _(MEASURE_NAMES[one.measure]),
        *(one.observed, one.n, one.expected),
        *(shares.estimate, shares.low, shares.high, shares.expected),
    )


def _place(seen: _Seen, agent: str) -> str:
    one = seen.people[agent]
    return " · ".join(dict.fromkeys(name for name in (one.queue, one.team) if name))


def _idea(idea: str, result: str | None) -> tuple[str, ...]:
    return (idea, _("Its result: {result}").format(result=result)) if result else (idea,)


def _counts(teams: Collection[Team]) -> tuple[Count, ...]:
    kind, kept = sum(one.kind_words for one in teams), sum(one.promises_kept for one in teams)
    return tuple(one for one in (Count("kind_words", kind), Count("promises_kept", kept)) if one.n)
