import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CutroomError } from '#lib/contracts';
import type { Folder } from '#lib/folders';
import type { Composition, ProjectExport, ProjectExportRepository } from '#lib/persistence';
import type { ObjectStore } from '#lib/storage';
import { draftOf, sweepDrafts } from './drafts.js';
import { addAssembly } from './project-file.js';

export interface ExportParts {
  readonly exports: Pick<ProjectExportRepository, 'finish'>;
  readonly store: Pick<ObjectStore, 'get'>;
  readonly projects: Folder;
  readonly signal: AbortSignal;
  /** Drafts that nobody wrote to for so long are a dead worker's. */
  readonly idleSeconds: number;
}

/** Puts one result into its project. False: it was called off, or another worker was quicker. */
export const exportFile = async (
  owed: ProjectExport,
  render: Composition | null,
  { exports, store, projects, signal, idleSeconds }: ExportParts,
): Promise<boolean> => {
  const { project, outputFile, request, compositionId } = owed;
  if (render === null || render.result === null) {
    throw new CutroomError('ASSET_NOT_FOUND', 'The result expired before it was exported.');
  }
  const { result, createdAt } = render;
  const projectFile = await projects.file(`${project}/project.json`);
  const place = await projects.place(`${project}/${outputFile}`);
  for (const path of [place, projectFile]) await sweepDrafts(dirname(path), idleSeconds);
  const draft = draftOf(place);
  try {
    const { body } = await store.get(result, { signal });
    await pipeline(body, createWriteStream(draft, { flags: 'wx' }), { signal });
    const made = { job_id: compositionId, created_at: createdAt.toISOString() };
    const entry = { file: outputFile, duration: result.duration, ...request, ...made };
    return await exports.finish(owed, async () => {
      await rename(draft, place);
      try {
        await addAssembly(projectFile, entry);
      } catch (error) {
        // A film that the project does not know of is nobody's.
        await rm(place, { force: true });
        throw error;
      }
    });
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
};
