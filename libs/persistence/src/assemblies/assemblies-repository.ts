import { type DataSource, In } from 'typeorm';
import { insertQueued } from '../compositions/create.js';
import type { Composition, NewComposition } from '../compositions/types.js';
import { type AssemblyClip, AssemblyEntity } from '../entities/assembly.js';
import { CompositionEntity } from '../entities/composition.js';
import { jsonb } from '../json.js';
import { queryEntities } from '../query.js';

export type { AssemblyClip } from '../entities/assembly.js';
export type CutAssembly = Readonly<AssemblyEntity>;

export interface NewAssembly {
  readonly name: string | null;
  readonly preview: boolean;
  readonly clips: readonly AssemblyClip[];
  readonly compositionId: string;
}

/** An assembly, and the render that makes it. */
export interface AssemblyState {
  readonly assembly: CutAssembly;
  readonly composition: Composition;
}

export class AssemblyRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores it and its render together. `composition`: once its number is known, since its result is put under it. */
  create(assembly: NewAssembly, composition: (number: number) => NewComposition): Promise<AssemblyState> {
    return this.dataSource.transaction(async (manager) => {
      const [created] = await queryEntities(
        manager,
        AssemblyEntity,
        `INSERT INTO assemblies (name, preview, clips, composition_id) VALUES ($1, $2, $3::jsonb, $4) RETURNING *`,
        [assembly.name, assembly.preview, jsonb(assembly.clips), assembly.compositionId],
      );
      if (created === undefined) throw new Error('INSERT … RETURNING gave no row');
      return { assembly: created, composition: await insertQueued(manager, composition(created.number)) };
    });
  }

  async get(number: number): Promise<AssemblyState | null> {
    const assembly = await this.dataSource.manager.findOneBy(AssemblyEntity, { number });
    const [state] = await this.#withRenders(assembly === null ? [] : [assembly]);
    return state ?? null;
  }

  /** Newest first. */
  async list(limit: number): Promise<readonly AssemblyState[]> {
    const { manager } = this.dataSource;
    return this.#withRenders(await manager.find(AssemblyEntity, { order: { number: 'DESC' }, take: limit }));
  }

  async #withRenders(assemblies: readonly CutAssembly[]): Promise<readonly AssemblyState[]> {
    const ids = assemblies.map(({ compositionId }) => compositionId);
    const found = await this.dataSource.manager.findBy(CompositionEntity, { compositionId: In(ids) });
    const byId = new Map(found.map((composition) => [composition.compositionId, composition]));
    return assemblies.flatMap((assembly) => {
      const composition = byId.get(assembly.compositionId);
      return composition === undefined ? [] : [{ assembly, composition }];
    });
  }
}
