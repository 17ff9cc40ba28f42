"""`python3 run.py bench [NAME]`: every benchmark in a database of its own, one JSON line per figure."""

import importlib
import os
import sys

import django

NAMES = ["pages", "roadmap_views", "terms", "import", "reminders", "cascade", "render", "ics"]
NAMES += ["people_import", "people_list", "consents_pdf", "matching", "meeting_log", "pair_pages", "documents"]
NAMES += ["dashboards", "report_pdf"]
MODULES = {"import": "imports"}
SCALED = "--scale="  # of the databases that `dashboards` builds


def main(words: list[str]) -> int:
    names = [word for word in words if not word.startswith(SCALED)]
    scale = next((float(word.removeprefix(SCALED)) for word in words if word.startswith(SCALED)), 1.0)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.stderr.write(f"Unknown benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}\n")
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    django.setup()
    for name in names or NAMES:
        module = importlib.import_module(f"benchmarks.{MODULES.get(name, name)}")
        for figure in module.run(scale) if name == "dashboards" else module.run():
            figure.show()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
