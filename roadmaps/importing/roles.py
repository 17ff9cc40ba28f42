"""What kind of table it is: a roadmap, a plan, indicators, a structure, or something else."""

import re

from core.tables.grids import Grid
from roadmaps.importing.columns import Columns
from roadmaps.importing.results import Role

PLAN = re.compile(r"\bплан", re.IGNORECASE)
ROADMAP = re.compile(r"дорожн\w*\s+карт", re.IGNORECASE)
SMALLEST_BODY = 1


def role_of(grid: Grid, columns: Columns, caption: str) -> Role:
    """Activities need what is done and when or by whom; a table of indicators or levels is listed, not loaded."""
    body = len(grid.rows) - columns.start
    if columns.structure:
        return Role.STRUCTURE
    if not columns.is_plan or body < SMALLEST_BODY:
        return Role.INDICATORS if columns.indicator else Role.OTHER
    if columns.stage is not None:
        return Role.ROADMAP
    plan, roadmap = PLAN.search(caption), ROADMAP.search(caption)
    if plan and (roadmap is None or plan.start() < roadmap.start()):
        return Role.PLAN
    return Role.ROADMAP if roadmap else Role.PLAN
