import { mkdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { download, follow, postComposition, uploadAsset } from './demo/client.js';
import { DEMO_OUTPUT, demoComposition, type UploadedMedia } from './demo/composition.js';
import { describeVideo } from './demo/describe.js';
import { type DemoMedia, demoMedia } from './demo/media.js';
import { progressView } from './demo/progress-bar.js';
import { runCommand, SetupError } from './failure.js';
import { freePort } from './ports.js';
import { checkPrerequisites } from './prerequisites.js';
import { stopRequests } from './process/stop-requests.js';
import { startStack } from './stack.js';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** The demo is for looking, not for somebody's servers: of the caller's settings only these reach it. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'TMPDIR',
  'FFMPEG_BIN',
  'FFPROBE_BIN',
  'SANDBOX',
  'LOG_LEVEL',
  'DEBUG',
] as const;

const demoEnvironment = (publicUrl: string): NodeJS.ProcessEnv =>
  Object.fromEntries([...PASSED_ON.map((name) => [name, process.env[name]] as const), ['PUBLIC_URL', publicUrl]]);

async function upload(api: string, { clips, music, voice }: DemoMedia): Promise<UploadedMedia> {
  const put = (path: string): Promise<string> => uploadAsset(api, path);
  const [one, two, three, musicUrl, voiceUrl] = await Promise.all([
    ...([put(clips[0]), put(clips[1]), put(clips[2]), put(music), put(voice)] as const),
  ]);
  return { clips: [one, two, three], music: musicUrl, voice: voiceUrl };
}

async function film(api: string, media: DemoMedia, kind: keyof typeof DEMO_OUTPUT, output: string): Promise<void> {
  say('Uploading three clips, music and a voice…');
  const uploaded = await upload(api, media);
  say('Rendering: a fade, a crossfade, a title with Hindi and emoji, music under the voice.');
  const started = performance.now();
  const id = await postComposition(api, demoComposition(uploaded, DEMO_OUTPUT[kind]));
  const view = progressView(process.stdout);
  await follow(api, id, view.show).finally(view.end);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  mkdirSync(dirname(output), { recursive: true });
  await download(api, id, output);
  say(`\nDone in ${seconds} s: ${relative(process.cwd(), output)}`);
  say(`  ${await describeVideo(output)}`);
}

async function demo(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { draft: { type: 'boolean' } } });
  const kind = values.draft === true ? 'draft' : 'film';
  checkPrerequisites(['ffmpeg', 'ffprobe', 'redis-server']);
  const stops = stopRequests();
  const dataDir = resolve(process.env['DATA_DIR']?.trim() || '.cutroom', 'demo');
  const port = await freePort();
  const output = resolve(positionals[0] ?? join(root, 'demo', 'cutroom-demo.mp4'));
  const began = performance.now();
  say('Starting PostgreSQL, Redis, the API and one worker…');
  const env = demoEnvironment(`http://127.0.0.1:${port}`);
  const media = demoMedia(join(dataDir, 'media'), kind === 'draft');
  media.catch(() => undefined);
  const stack = await startStack({
    root,
    dataDir,
    host: '127.0.0.1',
    port,
    workers: 1,
    env,
    say,
    signal: stops.first,
  });
  say(`Up after ${((performance.now() - began) / 1000).toFixed(1)} s: ${stack.apiUrl}`);
  const interrupted = stops.requested.then(() => {
    throw new SetupError('Interrupted.');
  });
  try {
    await Promise.race([media.then((made) => film(stack.apiUrl, made, kind, output)), stack.broken, interrupted]);
  } finally {
    await stack.stop('kill');
  }
  say('\nEverything that was started is stopped. Next:');
  say('  make up        the same stack on http://127.0.0.1:8000, until Ctrl-C');
  say('  then open http://127.0.0.1:8000/docs and post a composition of your own');
}

await runCommand(demo);
process.exit();
