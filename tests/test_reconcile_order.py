"""The same told incidents give the same record and the same ids: in any order, again, and one article after another."""

from hypothesis import given, settings, strategies as st

from marsad.reconcile import reconcile
from tellings import (
    AIR, BAYDAR, EAST, FAR_END, MILITIA, RUMMANA, SAFSAF, SHELLING, UNDATED, US, article, day, night, rockets, told,
)

# Paragraphs that articles share or not, so that copies and what they carry are drawn as well.
PARAGRAPHS = [" ".join(f"{letter}كلمة{n}" for n in range(28)) for letter in "بتث"]
moments = st.sampled_from([None, UNDATED, day("2024-07-25"), night("2024-07-25"), day("2024-07-26"), night("2024-07-26"), day("2023-07-25")])
stories = st.fixed_dictionaries({
    "at": moments, "where": st.sampled_from([None, RUMMANA, SAFSAF, BAYDAR, EAST, FAR_END]), "kind": st.sampled_from([SHELLING, AIR, "Attack"]),
    "doers": st.sampled_from([(), (MILITIA,), (US,)]), "targets": st.sampled_from([(), (MILITIA,), (US,)]),
    "weapons": st.sampled_from([(), ("rocket",), (rockets(8),), ("drone",)]), "killed": st.sampled_from([None, 0, 3, (1, None)]),
    "by": st.sampled_from([None, "AFP", "AFP > security source?", "hospital:medical"]),
})


@st.composite
def corpora(draw):
    """Told incidents of a few articles, one to three each, some linked to the first of their article."""
    tolds = []
    for name in "abcdefg"[:draw(st.integers(2, 7))]:
        for n, story in enumerate(draw(st.lists(stories, min_size=1, max_size=3)), 1):
            links = draw(st.sampled_from([(), (("response_to", 1),), (("simultaneous_with", 1),)])) if n > 1 else ()
            tolds.append(told(name, n, links=links, **story))
    known = {
        name: article(name, " ".join(draw(st.lists(st.sampled_from(PARAGRAPHS), max_size=3))), draw(st.sampled_from([None, "2024-07-26", "2024-07-27"])))
        for name in sorted({t.article for t in tolds})
    }
    return tolds, known


@settings(max_examples=120, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_nothing(corpus, random):
    tolds, known = corpus
    shuffled = random.sample(tolds, len(tolds))
    turned = dict(random.sample(list(known.items()), len(known)))
    assert reconcile(shuffled, turned) == reconcile(tolds, known)


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_a_second_run_changes_nothing(corpus):
    tolds, known = corpus
    first = reconcile(tolds, known)
    home = {key: incident.id for incident in first.incidents for key in incident.told}
    assert reconcile(tolds, known, previous=home) == first


@settings(max_examples=60, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_articles_that_arrive_one_after_another_give_the_record_of_all_at_once(corpus, random):
    tolds, known = corpus
    home, arrived = {}, []
    for name in random.sample(sorted(known), len(known)):
        arrived += [t for t in tolds if t.article == name]
        result = reconcile(arrived, {t.article: known[t.article] for t in arrived}, previous=home)
        alive = {i.id for i in result.incidents}
        assert set(home.values()) <= alive | set(result.forwards)
        home = {key: incident.id for incident in result.incidents for key in incident.told}
    assert result.incidents == reconcile(tolds, known).incidents


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_every_told_incident_is_in_exactly_one_incident_and_no_article_twice(corpus):
    tolds, known = corpus
    incidents = reconcile(tolds, known).incidents
    assert sorted(key for i in incidents for key in i.told) == sorted(t.key for t in tolds)
    by_key = {t.key: t.article for t in tolds}
    assert all(len({by_key[k] for k in i.told}) == len(i.told) for i in incidents)
    assert all(link.incident != i.id for i in incidents for link in i.links)
