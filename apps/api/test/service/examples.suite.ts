import type { Problem } from '#lib/contracts';
import { type Backing, startApi, startBacking, type TestApi } from '../support/api.js';
import { type Answer, call } from '../support/http.js';

interface Media {
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
}

interface Body extends Required<Media> {
  readonly method: string;
  readonly path: string;
}

/** As the examples name it. */
const VIDEO = 'vid_01KAJ5W2Y5R8N6J4T3M1H0G9F8';
const TOKEN = 'token-of-the-example-suite';

/** What is said of a body that is as it should be, but names what is not here. */
const NOT_HERE: readonly string[] = [
  'There is no project of this name.',
  'There is no variant with this id.',
  'This URL is not switched off.',
  'is neither in the folder of assets nor a stored file',
];

/** What an answer finds wrong; `validate` says so with 200. */
const problemsIn = ({ status, body, text }: Answer): readonly Problem[] => {
  const { error, errors } = body as { error?: { message: string; details: typeof body }; errors?: unknown };
  const listed = (errors ?? error?.details['errors'] ?? []) as readonly Problem[];
  return status < 300 || listed.length > 0 ? listed : [{ pointer: '', message: error?.message ?? text }];
};

describe('the examples of /docs', () => {
  let backing: Backing;
  let api: TestApi;
  let bodies: readonly Body[];

  beforeAll(async () => {
    backing = await startBacking();
    api = await startApi(backing, {
      ENABLE_DEV_API: 'true',
      ENABLE_BEAT_DETECTION: 'true',
      INTERNAL_API_TOKEN: TOKEN,
    });
    const film = { width: 1280, height: 720, frameRate: '25/1' };
    const take = { ...film, duration: 60, codec: 'h264', fileSize: 1234 };
    await api.services.sources.replace(['IMG_0412.mp4', 'IMG_0413.mp4'].map((filename) => ({ ...take, filename })));
    await api.services.videos.create({
      ...{ ...film, id: VIDEO, durationSec: 60, bucket: 'cutroom', key: 'film.mp4' },
      ...{ originalFilename: 'film.mp4', mimeType: 'video/mp4', sizeBytes: 1234 },
    });
    const { body } = await call(api, 'GET', '/openapi.json');
    const paths = body['paths'] as Record<string, Record<string, Operation>>;
    bodies = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).flatMap(([method, { requestBody }]) => {
        const json = requestBody?.content['application/json'];
        const filled = path.replace('{id}', VIDEO);
        return json === undefined
          ? []
          : [{ method: method.toUpperCase(), path: filled, examples: json.examples ?? {} }];
      }),
    );
  });
  afterAll(async () => {
    await api.stop();
    await backing.stop();
  });

  it('are there for every JSON body', () => {
    expect(bodies.length).toBeGreaterThan(10);
    expect(bodies.filter(({ examples }) => Object.keys(examples).length === 0)).toEqual([]);
  });

  it('are taken as they are, but for what they name and is not here', async () => {
    const refused: string[] = [];
    for (const { method, path, examples } of bodies) {
      for (const [name, { value }] of Object.entries(examples)) {
        const answer = await call(api, method, path, value, { Authorization: `Bearer ${TOKEN}` });
        const problems = problemsIn(answer).filter(({ message }) => !NOT_HERE.includes(message));
        refused.push(...problems.map(({ pointer, message }) => `${path} ${name}: ${pointer} ${message}`));
      }
    }
    expect(refused).toEqual([]);
  });
});
