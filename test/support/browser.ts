import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import WebSocket from 'ws';
import { poll } from '../../infra/local/poll.js';

/** A page in a headless Chromium. */
export interface Page {
  /** What a script (a promise is awaited) comes to, as JSON. @throws what it throws */
  run<T>(script: string): Promise<T>;
  close(): Promise<void>;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Null where this machine has none. */
export const chromium = (): string | null =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((dir) => NAMES.map((name) => join(dir, name)))
    .find(existsSync) ?? null;

/** Opens `url` in a browser of its own, with a profile that is thrown away. */
export async function openPage(program: string, url: string): Promise<Page> {
  const profile = await mkdtemp(join(tmpdir(), 'cutroom-browser-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--mute-audio', '--disable-extensions'];
  const child = spawn(program, [...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const end = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.stderr?.destroy();
    if (child.exitCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGKILL');
      await gone;
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { host } = new URL(await debugAddress(child));
    const target = await fetch(`http://${host}/json/new?${encodeURIComponent(url)}`, { method: 'PUT' });
    const { webSocketDebuggerUrl } = (await target.json()) as { webSocketDebuggerUrl: string };
    const socket = new WebSocket(webSocketDebuggerUrl);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    // Until the page is there, there is nothing to run a script in; the blank one before it is complete at once.
    const opened = `(location.href !== 'about:blank' && document.readyState === 'complete') || null`;
    const there = () => evaluate<boolean>(socket, opened).catch(() => null);
    if ((await poll(there, { deadlineMs: 15_000 })) === null) throw new Error(`${url} did not open.`);
    return {
      run: (script) => evaluate(socket, script),
      close: async () => {
        socket.terminate();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

const debugAddress = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString();
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject).once('exit', () => reject(new Error(`The browser ended: ${said}`)));
  });

interface Reply {
  readonly id: number;
  /** Missing where the page went away meanwhile. */
  readonly result?: {
    readonly result: { readonly value: unknown };
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string } };
  };
}

let asked = 0;

function evaluate<T>(socket: WebSocket, expression: string): Promise<T> {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const hear = (data: WebSocket.RawData): void => {
      const reply = JSON.parse(String(data)) as Reply;
      if (reply.id !== id) return;
      socket.off('message', hear);
      if (reply.result === undefined) {
        reject(new Error(`The browser refused: ${String(data)}`));
        return;
      }
      const { result, exceptionDetails } = reply.result;
      if (exceptionDetails === undefined) resolve(result.value as T);
      else reject(new Error(exceptionDetails.exception?.description ?? 'The script failed.'));
    };
    socket.on('message', hear).once('close', () => reject(new Error('The browser went away.')));
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
  });
}
