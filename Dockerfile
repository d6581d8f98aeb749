FROM docker.io/library/python:3.11-slim
WORKDIR /lotse
COPY requirements-bootstrap.lock requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-bootstrap.lock \
 && uv pip install --system --no-cache --compile-bytecode --no-deps --require-hashes -r requirements.lock
COPY . .
RUN uv pip install --system --no-cache --compile-bytecode --no-deps --no-build-isolation . \
 && useradd --system --create-home lotse && mkdir /data && chown lotse /data
USER lotse
ENV LOTSE_DATA_DIR=/data LOTSE_HOST=0.0.0.0
EXPOSE 8080
CMD ["lotse", "up"]
