import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const file = resolve(import.meta.dirname, '..', '..', 'docker-compose.yml');

/** What compose makes of `${NAME:-default}`, defaults with variables in them included. */
const interpolate = (text: string, env: Readonly<Record<string, string>>): string => {
  const inner = /\$\{(\w+):-([^${}]*)\}/;
  let done = text;
  for (let found = inner.exec(done); found !== null; found = inner.exec(done)) {
    const [whole, name = '', fallback = ''] = found;
    done = done.replace(whole, env[name] || fallback);
  }
  return done;
};

describe('docker-compose.yml', () => {
  it.each([
    [{}, 'http://localhost:8000', '8000:8000'],
    [{ PORT: '9000' }, 'http://localhost:9000', '9000:8000'],
    [{ PORT: '9000', PUBLIC_URL: 'https://cut.example' }, 'https://cut.example', '9000:8000'],
  ])('with %j hands out URLs that reach the port it publishes', async (env, url, ports) => {
    const text = interpolate(await readFile(file, 'utf8'), env);
    expect(/PUBLIC_URL: (.*)/.exec(text)?.[1]).toBe(url);
    expect(text).toContain(`- "${ports}"`);
  });
});
