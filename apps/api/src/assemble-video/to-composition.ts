import type { CompositionRequest } from '#lib/composition-request';
import type { SceneFiles } from './check-scenes.js';
import type { MetadataDto } from './metadata.dto.js';

export const ORIGIN = 'assemble-video';
const FRAME_RATE = 24;

/** Pictures one after the other under sounds one after the other, or each picture with a sound of its own. */
export const toComposition = (
  metadata: MetadataDto,
  { images, audio }: SceneFiles,
  crf: number,
): CompositionRequest => {
  const { scenes, resolution, frameRate, align } = metadata;
  const inScenes = align === 'scene';
  const clips = scenes.map(({ imageDuration: duration }, index) => {
    const url = images[index]?.url ?? '';
    const sound_url = audio[index]?.url ?? '';
    return inScenes ? { url, duration, sound_url } : { url, duration };
  });
  return {
    clips,
    ...(inScenes ? {} : { audio: { sequence: audio.map(({ url }) => url) }, ends: 'shorter' }),
    // Somebody waits for it.
    output: { resolution, fps: frameRate ?? FRAME_RATE, crf, preset: 'veryfast' },
    priority: 'high',
  };
};
