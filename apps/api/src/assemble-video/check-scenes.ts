import { isBeyond1440p, SIDE_LIMITS } from '#lib/composition-request';
import { FlatError, type FlatProblem } from './flat-error.js';
import type { MetadataDto } from './metadata.dto.js';

/** A file of the form, as it was stored. */
export interface StoredFile {
  readonly url: string;
  readonly sizeBytes: number;
}

export interface SceneFiles {
  readonly images: readonly StoredFile[];
  readonly audio: readonly StoredFile[];
}

export interface SceneLimits {
  /** Seconds of the longest video. */
  readonly maxSeconds: number;
  /** Whether this service makes results in 4K. */
  readonly allows4k: boolean;
}

/** @throws FlatError MISSING_FILES or INVALID_REQUEST, with every problem of that kind */
export const checkScenes = (metadata: MetadataDto, files: SceneFiles, limits: SceneLimits): void => {
  const missing = [...absent('images', files.images), ...absent('audio', files.audio)];
  if (missing.length > 0) throw new FlatError('MISSING_FILES', 400, 'A file is missing or empty.', missing);
  const problems = [
    ...miscounted('images', files.images, metadata),
    ...miscounted('audio', files.audio, metadata),
    ...durations(metadata, limits),
    ...size(metadata, limits),
  ];
  if (problems.length > 0) throw new FlatError('INVALID_REQUEST', 400, 'The scenes cannot be made.', problems);
};

const absent = (field: string, files: readonly StoredFile[]): readonly FlatProblem[] => {
  if (files.length === 0) return [{ path: field, message: 'there is no file' }];
  return files.flatMap(({ sizeBytes }, index) =>
    sizeBytes === 0 ? [{ path: `${field}[${index}]`, message: 'the file is empty' }] : [],
  );
};

const miscounted = (field: string, files: readonly StoredFile[], { scenes }: MetadataDto): readonly FlatProblem[] =>
  files.length === scenes.length
    ? []
    : [{ path: field, message: `there are ${files.length} files for ${scenes.length} scenes` }];

const durations = ({ scenes }: MetadataDto, { maxSeconds }: SceneLimits): readonly FlatProblem[] => {
  const problems = scenes.flatMap(({ imageDuration }, index) =>
    imageDuration > 0 ? [] : [{ path: `scenes[${index}].imageDuration`, message: 'must be more than 0' }],
  );
  const whole = scenes.reduce((sum, { imageDuration }) => sum + imageDuration, 0);
  if (problems.length === 0 && whole > maxSeconds) {
    return [{ path: 'scenes', message: `last ${whole} seconds; at most ${maxSeconds} are allowed` }];
  }
  return problems;
};

const size = ({ resolution }: MetadataDto, { allows4k }: SceneLimits): readonly FlatProblem[] => {
  if (Math.max(resolution.width, resolution.height) > SIDE_LIMITS.most || (!allows4k && isBeyond1440p(resolution))) {
    return [{ path: 'resolution', message: 'is larger than this service makes' }];
  }
  // Two pixels share their colour in the video that browsers play.
  return Object.entries(resolution).flatMap(([side, pixels]) =>
    pixels % 2 === 0 ? [] : [{ path: `resolution.${side}`, message: 'must be even' }],
  );
};
