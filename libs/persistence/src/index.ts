export {
  type AssemblyClip,
  AssemblyRepository,
  type AssemblyState,
  type CutAssembly,
  type NewAssembly,
} from './assemblies/assemblies-repository.js';
export { type Source, SourceRepository } from './assemblies/sources-repository.js';
export {
  type Asset,
  AssetRepository,
  type NewAsset,
  type ProbeOutcome,
  type StoredObject,
} from './assets-repository.js';
export { CallbackRepository } from './callbacks/repository.js';
export * from './callbacks/types.js';
export { type CompositionState, CompositionStates } from './composition-states.js';
export type { AskQueue, RequeueOptions } from './compositions/reconcile.js';
export { CompositionRepository } from './compositions/repository.js';
export * from './compositions/types.js';
export { connect, type DatabaseOptions, dataSourceOptions } from './data-source.js';
export { FlowRepository } from './flows/repository.js';
export type * from './flows/types.js';
export {
  newAssetId,
  newCompositionId,
  newForecastId,
  newProcessingId,
  newReindexId,
  newVideoId,
} from './ids.js';
export { JobMetricsRepository } from './job-metrics-repository.js';
export { type JsonObject, type JsonValue, unstorableTexts } from './json.js';
export { MediaProbeRepository } from './media-probes-repository.js';
export { OrphanRepository, type OwnedObject, type OwnerKind } from './orphans-repository.js';
export { assembleJobId, beatsJobId, type OutboxEntry, probeJobId, renderJobId } from './outbox/enqueue.js';
export { type DrainResult, type OutboxJob, OutboxRepository } from './outbox/repository.js';
export { type NewPart, type Part, PartRepository } from './parts-repository.js';
export { ProcessingJobRepository } from './processing/repository.js';
export * from './processing/types.js';
export { type NewProjectExport, type ProjectExport, ProjectExportRepository } from './project-exports/repository.js';
export { statusWhereOwed } from './project-exports/status.js';
export { runMigrations } from './run-migrations.js';
export type { RequeueUnprobedOptions } from './unprobed.js';
export { VideoRepository } from './videos/repository.js';
export type * from './videos/types.js';
export type { WorkerCapabilities } from './worker-capabilities.js';
export { type WorkerInfo, WorkerRegistry } from './worker-registry.js';
