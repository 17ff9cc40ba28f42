# The same names as run.py, for those who have make.
.PHONY: run start test lint bench shell reset requirements
PORT ?= 8000

run start:
	python3 run.py --port $(PORT)

test lint bench shell reset:
	python3 run.py $@ $(ARGS)

# Pins the newest versions that resolve together; look at the difference before committing it.
UV = .venv/bin/python -m uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
	--no-annotate --custom-compile-command "make requirements"
requirements:
	$(UV) requirements.in --output-file requirements.txt
	$(UV) requirements-dev.in --constraints requirements.txt --output-file requirements-dev.txt
