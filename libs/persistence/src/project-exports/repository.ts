import type { DataSource, EntityManager } from 'typeorm';
import { insertQueued } from '../compositions/create.js';
import type { NewComposition } from '../compositions/types.js';
import { ProjectExportEntity } from '../entities/project-export.js';
import { type JsonObject, jsonb } from '../json.js';
import { query, queryEntities } from '../query.js';

export type ProjectExport = Readonly<ProjectExportEntity>;

export interface NewProjectExport {
  readonly project: string;
  readonly outputFile: string;
  readonly request: JsonObject;
}

const OWED = 'e.exported_at IS NULL AND e.error IS NULL AND e.cancelled_at IS NULL';

/** Which results are owed to which projects. */
export class ProjectExportRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The render and what is owed of it, together. */
  create(composition: NewComposition, { project, outputFile, request }: NewProjectExport): Promise<ProjectExport> {
    return this.dataSource.transaction(async (manager) => {
      const { compositionId } = await insertQueued(manager, composition);
      const [created] = await queryEntities(
        manager,
        ProjectExportEntity,
        `INSERT INTO project_exports (composition_id, project, output_file, request)
         VALUES ($1, $2, $3, $4::jsonb) RETURNING *`,
        [compositionId, project, outputFile, jsonb(request)],
      );
      if (created === undefined) throw new Error('INSERT … RETURNING gave no row');
      return created;
    });
  }

  get(compositionId: string): Promise<ProjectExport | null> {
    return this.dataSource.manager.findOneBy(ProjectExportEntity, { compositionId });
  }

  /** Takes one that is owed and whose render is complete, for so long; null where there is none. */
  async take(seconds: number): Promise<ProjectExport | null> {
    const [taken] = await queryEntities(
      this.dataSource.manager,
      ProjectExportEntity,
      `UPDATE project_exports SET not_before = now() + make_interval(secs => $1)
       WHERE composition_id = (
         SELECT e.composition_id FROM project_exports AS e JOIN compositions AS c USING (composition_id)
         WHERE ${OWED} AND e.not_before <= now() AND c.status = 'completed'
         ORDER BY e.not_before LIMIT 1 FOR UPDATE OF e SKIP LOCKED)
       RETURNING *`,
      [seconds],
    );
    return taken ?? null;
  }

  /** It is done; or it cannot be, for this reason. */
  settle(compositionId: string, error: string | null): Promise<void> {
    return settle(this.dataSource.manager, compositionId, error);
  }

  /** Whoever looks so many seconds later takes it. @param tries that failed so far */
  async later(compositionId: string, seconds: number, tries: number): Promise<void> {
    await query(
      this.dataSource.manager,
      `UPDATE project_exports SET not_before = now() + make_interval(secs => $2), tries = $3 WHERE composition_id = $1`,
      [compositionId, seconds, tries],
    );
  }

  /** Nothing of it is exported from this moment on. False: its render is not complete, or it is settled already. */
  async withdraw(compositionId: string): Promise<boolean> {
    const { affected } = await query(
      this.dataSource.manager,
      `UPDATE project_exports AS e SET cancelled_at = now() WHERE composition_id = $1 AND ${OWED}
         AND EXISTS (SELECT 1 FROM compositions AS c WHERE c.composition_id = e.composition_id AND c.status = 'completed')`,
      [compositionId],
    );
    return affected === 1;
  }

  /**
   * Runs `work`, which ends the export, while no other process of the fleet runs any for the same project and nobody can call it off.
   * @returns false, and does nothing, where it is owed no longer
   */
  finish({ compositionId, project }: ProjectExport, work: () => Promise<void>): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await query(manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 732))', [project]);
      const { affected } = await query(
        manager,
        `SELECT 1 FROM project_exports AS e WHERE composition_id = $1 AND ${OWED} FOR UPDATE`,
        [compositionId],
      );
      if (affected === 0) return false;
      await work();
      await settle(manager, compositionId, null);
      return true;
    });
  }
}

async function settle(manager: EntityManager, compositionId: string, error: string | null): Promise<void> {
  await query(
    manager,
    `UPDATE project_exports AS e SET error = $2, exported_at = CASE WHEN $2::text IS NULL THEN now() END
     WHERE composition_id = $1 AND ${OWED}`,
    [compositionId, error],
  );
}
