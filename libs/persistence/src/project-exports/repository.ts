import type { DataSource } from 'typeorm';
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
         WHERE e.exported_at IS NULL AND e.error IS NULL AND e.not_before <= now() AND c.status = 'completed'
         ORDER BY e.not_before LIMIT 1 FOR UPDATE OF e SKIP LOCKED)
       RETURNING *`,
      [seconds],
    );
    return taken ?? null;
  }

  /** It is done; or it cannot be, for this reason. */
  async settle(compositionId: string, error: string | null): Promise<void> {
    await query(
      this.dataSource.manager,
      `UPDATE project_exports SET error = $2, exported_at = CASE WHEN $2::text IS NULL THEN now() END
       WHERE composition_id = $1 AND exported_at IS NULL`,
      [compositionId, error],
    );
  }

  /** Runs `work` while no other process of the fleet runs any for the same project. */
  alone<T>(project: string, work: () => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      await query(manager, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 732))', [project]);
      return work();
    });
  }
}
