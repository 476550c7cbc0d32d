import type { Capabilities, CommandLimits, Ffmpeg } from '#lib/ffmpeg';
import type { Folder } from '#lib/folders';
import type { Logger, Metrics } from '#lib/observability';
import type { CompositionRepository, FlowRepository, WorkerRegistry } from '#lib/persistence';
import type { OutboxRelay, ProgressBus } from '#lib/queue';
import type { ThreadOptions } from '#lib/render-plan';
import type { Fetcher } from '#lib/sources';
import type { ObjectStore } from '#lib/storage';
import type { Rational } from '#lib/timeline';
import type { RunningLeases } from '../cancellation/running-leases.js';
import type { FlowDescriptions } from '../flow/descriptions.js';
import type { MediaShelf } from '../flow/media-shelf.js';
import type { Announcer } from './attempt/announce.js';
import type { PartStore } from './parts/part-store.js';
import type { Slots } from './slots.js';
import type { ProbeMemory } from './sources/probe-memory.js';

export interface RenderSettings {
  /** Bucket of results. */
  readonly bucket: string;
  readonly leaseSeconds: number;
  readonly jobTimeoutSeconds: number;
  readonly maxFailures: number;
  /** Seconds of missing picture from which on a render is made by many workers. */
  readonly distributeSeconds: number;
  /** Seconds a distributed render counts as alive without a word from anybody. */
  readonly flowAliveSeconds: number;
  readonly maxCompositionSeconds: number;
  readonly keepTempFiles: boolean;
  readonly validateOutput: boolean;
  /** Between the grid lines that long clips are cut on: short enough to spread, long enough to encode well. */
  readonly segmentSeconds: Rational;
  readonly threads: ThreadOptions;
}

/** Everything a render uses that outlives it; made once when the worker boots. */
export interface RenderTools {
  readonly workerId: string;
  /** Directory of this process' workspaces. */
  readonly home: string;
  readonly settings: RenderSettings;
  readonly limits: CommandLimits;
  readonly compositions: CompositionRepository;
  readonly flows: FlowRepository;
  readonly descriptions: FlowDescriptions;
  readonly workers: WorkerRegistry;
  readonly store: ObjectStore;
  readonly parts: PartStore;
  readonly fetcher: Fetcher;
  /** Of the operator's, by name: what doors read from, and where they have results put. */
  readonly folders: Readonly<Record<string, Folder>>;
  readonly media: MediaShelf;
  readonly ffmpeg: Ffmpeg;
  readonly probes: ProbeMemory;
  readonly capabilities: Capabilities;
  /** Families of fonts; empty where they cannot be told. */
  readonly fonts: readonly string[];
  readonly encodeSlots: Slots;
  readonly leases: RunningLeases;
  readonly progressBus: ProgressBus;
  readonly relay: Pick<OutboxRelay, 'kick'>;
  readonly announce: Announcer;
  readonly metrics: Metrics;
  readonly logger: Logger;
}
