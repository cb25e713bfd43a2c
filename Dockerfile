# Attn in a container: docker build -t attn .
#
# One image for every role. It listens on 3000, keeps what it knows in the volume /data (DATA_DIR), writes nowhere else but /tmp, and
# runs as the user `node`. The command says which role:
#
#   everything   node jobs/start.mjs                          the site and the worker; without a command
#   the site     node jobs/start.mjs with JOBS=off            any number
#   the worker   node --import tsx jobs/cli.ts worker         any number; ends within 31 s of SIGTERM
#   a verb       node jobs/attn.mjs status                    the command line, also by `docker exec`
#
# Give it an init (`--init`, or `init: true` in compose.yaml), which buries what a killed process leaves behind; where a worker is in it, time
# to end (`--stop-timeout 40`: Docker's own 10 s are not enough); and a worker alone `--no-healthcheck`, for it answers nobody.

ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY prisma ./prisma
# Generating asks for a schema engine that it never runs: any file will do, see jobs/groundwork.mjs.
RUN PRISMA_SCHEMA_ENGINE_BINARY="$(command -v node)" CHECKPOINT_DISABLE=1 node node_modules/prisma/build/index.js generate
COPY next.config.ts instrumentation.ts tsconfig.json ./
COPY public ./public
COPY lib ./lib
COPY emails ./emails
COPY components ./components
COPY app ./app
RUN NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 node node_modules/next/dist/bin/next build
# The settings of Next as plain JavaScript: it reads them at each start, and would need its compiler for it.
RUN node_modules/.bin/esbuild next.config.ts --bundle --platform=node --format=esm --packages=external \
      --alias:next/constants=next/constants.js --log-level=warning --outfile=next.config.mjs \
 && rm next.config.ts
COPY jobs ./jobs
# What only building needs: of 740 MB of packages 150 MB stay.
RUN npm uninstall --no-save --omit=dev --ignore-scripts --no-audit --no-fund prisma typescript tailwindcss @tailwindcss/postcss \
      @types/cli-progress @types/node @types/nodemailer @types/react @types/react-dom \
 && rm -rf node_modules/@next/swc-* node_modules/next/dist/docs node_modules/next/dist/esm \
      node_modules/sharp node_modules/@img node_modules/playwright node_modules/playwright-core node_modules/@playwright \
      node_modules/@libsql/linux-*-musl .next/cache .next/diagnostics .next/trace .next/trace-build .next/types \
 && find node_modules .next -name '*.map' -type f -delete \
 && find node_modules/next/dist/compiled/next-server -name '*.dev.js' -type f -delete \
 && find node_modules/@prisma/client/runtime -type f \
      '(' -name '*.cockroachdb.*' -o -name '*.mysql.*' -o -name '*.postgresql.*' -o -name '*.sqlserver.*' ')' -delete
# With this file a start neither installs nor generates nor builds: it could not write.
RUN touch .built

FROM ${NODE_IMAGE}
WORKDIR /app
COPY --from=build /app /app
# The user `node` of the base image, by number: whoever forbids root by rule can check a number only.
RUN mkdir -m 700 /data && chown 1000:1000 /data
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DATA_DIR=/data PORT=3000
USER 1000:1000
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=90s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "jobs/start.mjs"]
