"""What the tests of the house share with the journeys."""

from tests.journeys.conftest import model_folder

__all__ = ["model_folder"]
