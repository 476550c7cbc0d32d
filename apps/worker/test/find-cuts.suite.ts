import { CutroomError } from '#lib/contracts';
import { planRender } from '#lib/render-plan';
import { factsFor, OPTIONS } from '../../../test/factories/media.js';
import { timeline } from '../../../test/factories/timeline.js';
import { findCuts } from '../src/render/cuts/find-cuts.js';

describe('a film that asks to be copied', () => {
  const plain = timeline({ clips: [{ url: 'clip', out: 2 }] });
  const film = { ...plain, output: { ...plain.output, copy: 'any' as const } };
  const plan = planRender(film, factsFor(film, { clip: { width: 1280, height: 720 } }), OPTIONS);

  /** Whose sources are read by something that ends with `failure`. */
  const findWith = (failure: Error, signal = new AbortController().signal): ReturnType<typeof findCuts> => {
    const tools = { ffmpeg: { codedVideo: () => Promise.reject(failure) }, limits: { maxPixels: 1e6 } };
    return findCuts({ timeline: film, signal }, tools, { plan, mediaFiles: ['clip'] });
  };

  it.each(['TIMEOUT', 'RESOURCE_LIMIT', 'PROCESSING_FAILED', 'INVALID_CLIP_FORMAT'] as const)(
    'is encoded where its sources cannot be read for it: %s',
    async (code) => {
      expect(await findWith(new CutroomError(code, 'No.'))).toBeNull();
    },
  );

  it('is tried again where another try may help, and given up where nobody waits for it', async () => {
    const transient = new CutroomError('PROCESSING_FAILED', 'Not now.', { transient: true });
    await expect(findWith(transient)).rejects.toBe(transient);
    const cancelled = new CutroomError('TIMEOUT', 'Cancelled.');
    await expect(findWith(cancelled, AbortSignal.abort(cancelled))).rejects.toBe(cancelled);
  });
});
