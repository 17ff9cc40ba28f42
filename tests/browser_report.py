"""Says at the end of a test run how many browser tests ran and why any did not."""

import os
from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Counts the reports of tests marked `browser`; under xdist the reports of all workers arrive here."""
    ran, reasons = 0, Counter[str]()
    for outcome in ("passed", "failed"):
        ran += sum("browser" in report.keywords for report in calls(terminalreporter, outcome))
    for report in terminalreporter.stats.get("skipped", []):
        if "browser" in report.keywords:
            reasons[str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)] += 1
    missing = os.environ.get("WHY_NO_BROWSER", "")
    terminalreporter.write_line(summary(ran, reasons, missing))


def calls(terminalreporter: pytest.TerminalReporter, outcome: str) -> list[pytest.TestReport]:
    return [report for report in terminalreporter.stats.get(outcome, []) if report.when == "call"]


def summary(ran: int, reasons: Counter[str], missing: str) -> str:
    """The closing line, such as "browser tests: 12 ran, 1 did not (chromium is not installed)"."""
    not_run = reasons.total()
    line = f"browser tests: {ran} ran, {not_run} did not"
    why = sorted(reasons) + ([missing] if missing else [])
    return f"{line} ({'; '.join(why)})" if why else line
