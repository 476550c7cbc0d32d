import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

export interface QueryOutcome<Row> {
  readonly rows: readonly Row[];
  /** Rows read, or written. */
  readonly affected: number;
}

/** Runs one statement and says what it touched, in the same shape for every kind of statement. */
export async function query<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<QueryOutcome<Row>> {
  const own = manager.queryRunner === undefined ? manager.dataSource.createQueryRunner() : undefined;
  try {
    const result = await (own ?? manager.queryRunner)?.query(sql, [...parameters], true);
    return { rows: result?.records ?? [], affected: result?.affected ?? 0 };
  } finally {
    await own?.release();
  }
}

/** Runs a statement that ends in `RETURNING *` (or selects whole rows) and gives its rows as entities. */
export async function queryEntities<Entity extends ObjectLiteral>(
  manager: EntityManager,
  target: EntityTarget<Entity>,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly Entity[]> {
  const { rows } = await query<Record<string, unknown>>(manager, sql, parameters);
  const repository = manager.getRepository(target);
  return rows.map((row) => {
    const entity = repository.create();
    for (const column of repository.metadata.columns) {
      const value = manager.dataSource.driver.prepareHydratedValue(row[column.databaseName], column);
      column.setEntityValue(entity, value);
    }
    return entity;
  });
}
