"""Somebody in danger is heard in every language, however they write."""

from pathlib import Path

import pytest

from nlu import danger
from nlu.danger import FILE_NAME, DangerRecogniser, load_recogniser, shipped_recogniser
from nlu.danger_patterns import DangerError, read_patterns
from wording.languages import Language

EMERGENCY, VIOLENCE, SELF_HARM = "safety.emergency", "safety.domestic_violence", "safety.self_harm"
EXPLOITATION, CHILD, HOMELESS = "safety.exploitation", "safety.child_protection", "housing.homeless"

# Written for this test; none of them is an example from which anything was learnt.
DANGERS: list[tuple[Language, str, str]] = [
    ("de", "in unserer küche brennt es", EMERGENCY),
    ("de", "meine oma ist umgefallen und atmet nicht mehr richtig", EMERGENCY),
    ("de", "Mein Ehemann hat mich gestern wieder geschlagen, aber ich will keinen Ärger machen", VIOLENCE),
    ("de", "ich moechte nicht mehr leben", SELF_HARM),
    ("de", "der chef hat unsere ausweise eingesammelt und gibt sie nicht zurueck", EXPLOITATION),
    ("de", "sie haben uns nachts in der halle eingesperrt zum arbeiten", EXPLOITATION),
    ("de", "die frau über uns schlägt ihr kind jeden abend", CHILD),
    ("de", "weiss nicht wo ich heute nacht schlafen soll", HOMELESS),
    ("en", "there is a fire in my kitchen", EMERGENCY),
    ("en", "my grandfather is not breathing", EMERGENCY),
    ("en", "sorry to ask, its a bit embarrassing, but my boyfriend hit me again last night", VIOLENCE),
    ("en", "i dont want to live any more", SELF_HARM),
    ("en", "he wants to kill himself", SELF_HARM),
    ("en", "the agency took our passports and we cannot leave", EXPLOITATION),
    ("en", "the man upstairs beats his children", CHILD),
    ("en", "nowhere to sleep tonight, we have a baby", HOMELESS),
    ("ro", "arde la noi in bucatarie", EMERGENCY),
    ("ro", "tata a lesinat si nu mai respira", EMERGENCY),
    ("ro", "nu vreau scandal dar barbatul meu m-a lovit iar azi noapte", VIOLENCE),
    ("ro", "nu mai vreau sa traiesc asa", SELF_HARM),
    ("ro", "vreau sa mor", SELF_HARM),
    ("ro", "patronul ne tine buletinele la el", EXPLOITATION),
    ("ro", "vecinul de sus isi bate copiii", CHILD),
    ("ro", "n-am unde sa dorm in seara asta", HOMELESS),
    ("bg", "гори в кухнята помощ", EMERGENCY),
    ("bg", "baba mi pripadna i ne dishа", EMERGENCY),
    ("bg", "мъжът ми пак ме удари снощи", VIOLENCE),
    ("bg", "maja mi me bie i ne znam kakvo da pravq", VIOLENCE),
    ("bg", "не искам да живея повече така", SELF_HARM),
    ("bg", "iskam da umra", SELF_HARM),
    ("bg", "shefa ni pribra pasportite", EXPLOITATION),
    ("bg", "съседката бие детето си", CHILD),
    ("bg", "nqmam kade da spq tazi nosht", HOMELESS),
    ("pl", "pali sie w kuchni", EMERGENCY),
    ("pl", "babcia zemdlala i nie oddycha", EMERGENCY),
    ("pl", "nie chce klopotow ale chlopak znowu mnie pobil", VIOLENCE),
    ("pl", "nie chcę już żyć", SELF_HARM),
    ("pl", "brat mowi ze sie zabije", SELF_HARM),
    ("pl", "szef zabral nam paszporty", EXPLOITATION),
    ("pl", "sasiad bije swoje dzieci", CHILD),
    ("pl", "nie mam dzis gdzie spac", HOMELESS),
    ("hu", "ég a konyha segítség", EMERGENCY),
    ("hu", "nagymama elajult es nem lelegzik", EMERGENCY),
    ("hu", "nem akarok bajt de a ferjem megint megvert", VIOLENCE),
    ("hu", "nem akarok tovabb elni", SELF_HARM),
    ("hu", "meg akarja ölni magát a testvérem", SELF_HARM),
    ("hu", "a fonok elvette az utleveleinket", EXPLOITATION),
    ("hu", "a szomszed veri a gyerekeit", CHILD),
    ("hu", "nincs hol aludnom ma", HOMELESS),
    ("tr", "mutfakta yangin var", EMERGENCY),
    ("tr", "dedem bayildi nefes almiyor", EMERGENCY),
    ("tr", "olay cikarmak istemem ama kocam dun yine beni dovdu", VIOLENCE),
    ("tr", "artık yaşamak istemiyorum", SELF_HARM),
    ("tr", "kardesim intihar edecek diye korkuyorum", SELF_HARM),
    ("tr", "patron pasaportlarimizi topladi vermiyor", EXPLOITATION),
    ("tr", "komsu cocuklarini dovuyor", CHILD),
    ("tr", "bu gece kalacak yerim yok", HOMELESS),
]

# Languages in which Lotse answers nothing else.
FOREIGN_DANGERS: list[tuple[str, str]] = [
    ("мой ребенок не дышит", EMERGENCY),
    ("помогите, в подъезде пожар", EMERGENCY),
    ("муж меня бьет", VIOLENCE),
    ("я больше не хочу жить", SELF_HARM),
    ("нам с детьми сегодня негде ночевать", HOMELESS),
    ("вызовите полицию", EMERGENCY),
    ("мій чоловік мене б'є, допоможіть", VIOLENCE),
    ("мій чоловік мене бʼє", VIOLENCE),
    ("дитина не дихає", EMERGENCY),
    ("у квартирі пожежа", EMERGENCY),
    ("я не хочу жити", SELF_HARM),
    ("нам ніде спати", HOMELESS),
    ("викличте поліцію", EMERGENCY),
    ("زوجي يضربني", VIOLENCE),
    ("حريق في البيت", EMERGENCY),
    ("طفلي لا يتنفس", EMERGENCY),
    ("اريد ان انتحر", SELF_HARM),
    ("ليس عندي مكان انام فيه", HOMELESS),
    ("اتصلوا بالشرطة", EMERGENCY),
    ("mon mari me frappe", VIOLENCE),
    ("il y a le feu dans la cuisine", EMERGENCY),
    ("mon bébé ne respire plus", EMERGENCY),
    ("je ne veux plus vivre", SELF_HARM),
    ("nous n'avons nulle part où dormir", HOMELESS),
    ("appelez la police", EMERGENCY),
]
FOREIGN_HARMLESS = [
    "как зарегистрироваться, помогите заполнить анкету",
    "можно ли жить в квартире без прописки",
    "я з України де зареєструватися",
    "скільки коштує квартира",
    "أين مكتب التسجيل",
    "أريد التسجيل في المدينة",
    "bonjour, je cherche un appartement pour ma famille",
    "où puis-je inscrire mon fils à l'école",
]

HARMLESS: list[tuple[Language, str]] = [
    ("de", "Können Sie mir einen anderen Termin vorschlagen?"),
    ("de", "mein handy akku ist tot"),
    ("de", "ich brauche einen Pass für mein Kind, wo beantrage ich ihn"),
    ("de", "die nachbarn sind nachts laut, ich kann nicht schlafen"),
    ("de", "Wohin mit dem alten Bett?"),
    ("en", "i was fired from my job yesterday"),
    ("en", "where can I park my car at night"),
    ("en", "my child needs a place in kindergarten"),
    ("en", "can i hit the deadline next week"),
    ("ro", "unde duc gunoiul si mobila veche"),
    ("ro", "am nevoie de pasaport nou pentru copil"),
    ("ro", "vreau sa invat germana"),
    ("ro", "Am venit pe 15 mai cu sotul si copilul"),
    ("ro", "sotul meu e plecat"),
    ("de", "ihr seid alle arschlöcher"),
    ("de", "Danke für die schnelle Hilfe, das war super"),
    ("bg", "къде да изхвърля стар матрак"),
    ("bg", "iskam da zapisha deteto na uchilishte"),
    ("bg", "колко дълго мога да живея тук без регистрация"),
    ("pl", "jak dlugo czeka sie na termin"),
    ("pl", "chce sie zameldowac w nowym mieszkaniu"),
    ("pl", "gdzie wyrzucic stare lozko"),
    ("hu", "nem akarok geppel beszelni"),
    ("hu", "hol kell bejelentkezni a gyereknek"),
    ("tr", "oglum asci olmak istiyor"),
    ("tr", "corbaya ne kadar tuz koyayim"),
    ("tr", "kimlik ve pasaport yeterli mi"),
]


@pytest.mark.parametrize(("language", "text", "topic"), DANGERS)
def test_a_danger_is_found_when_the_language_is_known(language: Language, text: str, topic: str) -> None:
    assert topic in shipped_recogniser().find(text, language)


@pytest.mark.parametrize(("language", "text", "topic"), DANGERS)
def test_and_when_it_is_not(language: Language, text: str, topic: str) -> None:
    assert topic in shipped_recogniser().find(text)


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_an_ordinary_question_alarms_nobody(language: Language, text: str) -> None:
    assert not shipped_recogniser().find(text, language)


@pytest.mark.parametrize(("text", "topic"), FOREIGN_DANGERS)
@pytest.mark.parametrize("taken_for", [None, "bg", "en"])
def test_a_danger_is_found_in_languages_that_lotse_does_not_speak(
    text: str, topic: str, taken_for: Language | None
) -> None:
    assert topic in shipped_recogniser().find(text, taken_for)


@pytest.mark.parametrize("text", FOREIGN_HARMLESS)
def test_and_an_ordinary_question_in_them_alarms_nobody(text: str) -> None:
    assert not shipped_recogniser().find(text)


@pytest.mark.parametrize("text", ["🆘", "112", "ambulanta!!! 🚑"])
def test_signs_and_numbers_are_heard(text: str) -> None:
    assert shipped_recogniser().find(text)[0] == EMERGENCY


def test_parts_must_stand_near_each_other(tmp_path: Path) -> None:
    (tmp_path / "en.tsv").write_text("safety.emergency\tfire kitchen|house\tfireplace\n", "utf-8")
    recogniser = DangerRecogniser.of(read_patterns(tmp_path))

    assert recogniser.find("the kitchen is on fire")
    assert not recogniser.find("fire " + "and so on " * 5 + "kitchen")
    assert not recogniser.find("fire in the kitchen fireplace")


def test_a_group_of_words_has_a_name(tmp_path: Path) -> None:
    lines = ["{MAN}\thusband|father", "safety.domestic_violence\t{MAN}|uncle hits|beats"]
    (tmp_path / "en.tsv").write_text("\n".join(lines), "utf-8")
    recogniser = DangerRecogniser.of(read_patterns(tmp_path))

    for text in ("my husband beats me", "father hits", "uncle beats us"):
        assert recogniser.find(text) == ("safety.domestic_violence",)


def test_a_far_word_does_not_hide_a_near_one(tmp_path: Path) -> None:
    """ "Stung" stands twice: far from the throat, and near it."""
    (tmp_path / "en.tsv").write_text("safety.emergency\tstung throat swollen\n", "utf-8")

    found = DangerRecogniser.of(read_patterns(tmp_path)).find(
        "she was stung at the lake in the morning stung throat swollen"
    )

    assert found == ("safety.emergency",)


@pytest.mark.parametrize(
    "line",
    [
        "{MAN}",
        "safety.emergency\t{NOBODY} falls",
        "housing.waste\tbin",
        "safety.emergency",
        "safety.emergency\ta|,|b",
        "x\ty\tz\tw",
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "de.tsv").write_text(f"# comment\n{line}\n", "utf-8")

    with pytest.raises(DangerError, match=r"de\.tsv:2"):
        read_patterns(tmp_path)


def test_the_recogniser_is_kept_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_recogniser(tmp_path)
    monkeypatch.setattr(danger, "shipped_recogniser", lambda: pytest.fail("made anew"))

    again = load_recogniser(tmp_path)

    for text in ("er schlägt mich", "nu mai vreau sa traiesc", "мъжът ми ме бие", "unde ma inregistrez"):
        assert again.find(text) == shipped_recogniser().find(text)


@pytest.mark.parametrize("damage", [b"", b"no archive"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)

    assert load_recogniser(tmp_path).find("er schlägt mich")
    assert (tmp_path / FILE_NAME).stat().st_size > 100_000
