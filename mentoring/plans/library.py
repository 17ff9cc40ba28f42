"""The built-in templates. A school adds its own to the bank; these never change under a pair: a programme is a copy."""

from mentoring.plans.library_pupil import PUPIL_LIBRARY
from mentoring.plans.library_teacher import TEACHER_LIBRARY
from mentoring.plans.sketches import Sketch

LIBRARY: dict[str, Sketch] = {sketch.key: sketch for sketch in (*PUPIL_LIBRARY, *TEACHER_LIBRARY)}


def built_in(model: str, form: str = "") -> list[Sketch]:
    """Those for the model; one made for a form stands only in that form."""
    return [each for each in LIBRARY.values() if each.model == model and each.form in ("", form)]
