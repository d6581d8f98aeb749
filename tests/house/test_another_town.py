"""A town that gives its own layer starts like any other."""

from pathlib import Path

from house.composition import open_house
from house.settings import Settings

LINDENAU = Path(__file__).parents[1] / "data" / "town_overlay"


async def test_the_town_of_a_layer_answers_in_romanian(tmp_path):
    """Its own offices, through the database; no unit of the other town waits for cases."""
    settings = Settings(data_dir=tmp_path, content_dir=LINDENAU)

    async with open_house(settings) as house:
        answer = house.library.answer("registration.late", "ro")
        told = "\n".join(str(line.content) for line in answer.lines)
        units = {unit.name for unit in house.library.edition.units.values()}
        place = house.library.edition.places["town"].name["bg"]

    assert (answer.text_language, place) == ("ro", "Линденау")
    assert "Bürgerservice Lindenau (Lindenplatz 1, Lindenau)" in told
    assert "Viertelbüro" in units
    assert "Neustadtbüro" not in units
