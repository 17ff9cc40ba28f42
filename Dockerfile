# The production images: `app` (the last stage) and `nginx`, which carries the static files of the same build.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --require-hashes --requirement requirements.txt

FROM python:3.11-slim-bookworm AS base
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /app --shell /usr/sbin/nologin mentoring \
    && install --directory --owner mentoring --group mentoring /media /beat /erasures
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    STATIC_ROOT=/staticfiles \
    MEDIA_ROOT=/media \
    ERASURE_LEDGER=/erasures/erasures.jsonl
WORKDIR /app
COPY . .
RUN python -m compileall -q .

FROM base AS static
# Collecting the static files reads the settings, but uses neither the key nor the servers: any words will do.
RUN SECRET_KEY=none DATABASE_URL=postgres://none@none/none REDIS_URL=redis://none ALLOWED_HOSTS=none \
    python manage.py collectstatic --no-input --verbosity 0

FROM nginx:1 AS nginx
# Stored files are readable by the application's user only, so nginx's workers take its number.
RUN usermod --uid 10001 nginx
COPY --from=static /staticfiles /staticfiles
COPY deploy/nginx.conf /etc/nginx/templates/default.conf.template

FROM base AS app
COPY --from=static /staticfiles /staticfiles
USER mentoring
EXPOSE 8000
ENTRYPOINT ["/app/deploy/entrypoint.sh"]
CMD ["gunicorn", "config.wsgi:application", "--config", "deploy/gunicorn_config.py"]
