import { type PlanOptions, planRender, type RenderPlan } from '#lib/render-plan';
import { type AudioSketch, audioBed } from '../../../../../test/factories/audio.js';
import { drawnByName, factsFor, OPTIONS } from '../../../../../test/factories/media.js';
import { type TimelineSketch, timeline } from '../../../../../test/factories/timeline.js';
import { segmentIdentity, soundIdentity } from '../../../src/index.js';

const FFMPEG = 'ffmpeg version 5.1.9';

const planOf = (sketch: TimelineSketch, options: Partial<PlanOptions> = {}): RenderPlan => {
  const of = timeline(sketch);
  const layers = drawnByName(of);
  return planRender(of, { ...factsFor(of), layers }, { ...OPTIONS, ...options });
};

const identities = (plan: RenderPlan, encoder = FFMPEG): readonly string[] =>
  plan.segments.map((segment) => JSON.stringify(segmentIdentity(plan, segment, encoder)));

const FILM: TimelineSketch = {
  clips: ['a', 'b', 'c', 'd'].map((url) => ({ url, out: 5 })),
  layers: [{ content: 'Title', start: 0, end: 4 }],
};

describe('the identity of a part', () => {
  const before = identities(planOf(FILM));

  it('stays the same for the same work, wherever it stands', () => {
    expect(identities(planOf(FILM))).toEqual(before);
    const [, ...later] = FILM.clips;
    // Without the first clip every other one begins five seconds earlier, and its files have other numbers.
    expect(identities(planOf({ clips: later }))).toEqual(before.slice(1));
  });

  it('changes only where the picture does', () => {
    const after = identities(planOf({ ...FILM, layers: [{ content: 'Another title', start: 0, end: 4 }] }));
    expect(after[0]).not.toBe(before[0]);
    expect(after.slice(1)).toEqual(before.slice(1));
  });

  it.each<[string, Partial<PlanOptions>, string]>([
    ['another ffmpeg', {}, 'ffmpeg version 8.1.3'],
    ['another number of threads', { threads: 2 }, FFMPEG],
  ])('changes with %s', (_what, options, encoder) => {
    const kept = new Set(before);
    expect(identities(planOf(FILM, options), encoder).filter((one) => kept.has(one))).toEqual([]);
  });

  it('of the sound does not hear a title, and hears a trim', () => {
    const sound = (sketch: TimelineSketch) => soundIdentity(planOf(sketch), FFMPEG);
    expect(sound({ clips: FILM.clips })).toEqual(sound(FILM));
    expect(sound({ clips: FILM.clips.map((clip) => ({ ...clip, out: 4 })) })).not.toEqual(sound(FILM));
  });

  it('of the sound hears everything that is done to it', () => {
    const bare = { music: { url: 'm' }, voice: { url: 'v' } };
    const ducking = { amountDb: 12, attack: 0.2, release: 0.5 };
    const variants: readonly AudioSketch[] = [
      bare,
      { ...bare, loudness: -14 },
      { ...bare, loudness: -23 },
      { ...bare, ducking },
      { ...bare, ducking: { ...ducking, amountDb: 9 } },
      { ...bare, ducking: { ...ducking, release: 0.4 } },
      { ...bare, music: { url: 'm', start: 1 } },
      { ...bare, voice: { url: 'v', start: 1 } },
    ];
    const sounds = variants.map((audio) =>
      JSON.stringify(soundIdentity(planOf({ ...FILM, audio: audioBed(audio) }), FFMPEG)),
    );
    expect(new Set(sounds).size).toBe(variants.length);
  });

  it('names files by what is in them, and nothing of this machine', () => {
    expect(before[0]).toContain('file:sha-of-a');
    expect(before[0]).toContain('file:Title');
    expect(before.join()).not.toMatch(/file:\//);
  });
});
