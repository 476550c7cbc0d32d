import { Compositions1795000000000 } from './1795000000000-compositions.js';
import { Outbox1795000001000 } from './1795000001000-outbox.js';
import { Operations1795000002000 } from './1795000002000-operations.js';
import { Parts1795000003000 } from './1795000003000-parts.js';
import { ProbeTries1795000004000 } from './1795000004000-probe-tries.js';
import { ProcessingJobs1795000021000 } from './1795000021000-processing-jobs.js';
import { Callbacks1795000022000 } from './1795000022000-callbacks.js';
import { Flows1795000023000 } from './1795000023000-flows.js';
import { Videos1795000031000 } from './1795000031000-videos.js';
import { Assemblies1795000032000 } from './1795000032000-assemblies.js';
import { ProjectExports1795000033000 } from './1795000033000-project-exports.js';
import { MediaProbes1795000041000 } from './1795000041000-media-probes.js';
import { VariantRenditions1795000042000 } from './1795000042000-variant-renditions.js';
import { SignsOfLife1795000051000 } from './1795000051000-signs-of-life.js';
import { ExportTries1795000052000 } from './1795000052000-export-tries.js';

/** In order. A migration that has been released is never edited. */
export const migrations = [
  Compositions1795000000000,
  Outbox1795000001000,
  Operations1795000002000,
  Parts1795000003000,
  ProbeTries1795000004000,
  ProcessingJobs1795000021000,
  Callbacks1795000022000,
  Flows1795000023000,
  Videos1795000031000,
  Assemblies1795000032000,
  ProjectExports1795000033000,
  MediaProbes1795000041000,
  VariantRenditions1795000042000,
  SignsOfLife1795000051000,
  ExportTries1795000052000,
] as const;
