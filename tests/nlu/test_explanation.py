"""`lotse understand --explain` says which concepts and words decided."""

from nlu.understanding import Understander, understand_batch


def test_the_words_behind_the_concepts_are_named(understander: Understander) -> None:
    [line] = understand_batch(understander, ['{"id": 1, "text": "unde duc gunoiul"}'], is_explained=True)

    concepts = {reason["name"]: reason["words"] for reason in line["because"] if reason["kind"] == "concept"}
    assert line["ranking"][0] == {"topic": "housing.waste", "confidence": line["confidence"]}
    assert "gunoiul" in [word for words in concepts.values() for word in words]
    assert [reason["weight"] for reason in line["because"]] == sorted(
        (reason["weight"] for reason in line["because"]), reverse=True
    )


def test_without_being_asked_nothing_is_explained(understander: Understander) -> None:
    [line] = understand_batch(understander, ['{"id": 1, "text": "unde duc gunoiul"}'])

    assert "because" not in line


def test_of_nothing_there_is_nothing_to_say(understander: Understander) -> None:
    assert understander.explain("") == ()
