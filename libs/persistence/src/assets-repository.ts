import type { DataSource, EntityManager } from 'typeorm';
import { AssetEntity } from './entities/asset.js';
import { type JsonObject, jsonb, storableText } from './json.js';
import { enqueue, probeJobId } from './outbox/enqueue.js';
import { query, queryEntities } from './query.js';
import { type RequeueUnprobedOptions, requeueUnprobed } from './unprobed.js';

export type Asset = Readonly<AssetEntity>;

export interface NewAsset {
  /** From `newAssetId()`. */
  readonly assetId: string;
  readonly bucket: string;
  readonly key: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** The object an upload ended up as. */
export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string | null;
}

export type ProbeOutcome =
  | { readonly probe: JsonObject }
  /** A sentence for the user. */
  | { readonly error: string };

export class AssetRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** A presigned upload that has not arrived yet. */
  createPending(asset: NewAsset): Promise<Asset> {
    return insert(this.dataSource.manager, asset, 'pending', null);
  }

  /** An object that is stored already; promises its probe in the same transaction. */
  createReady(asset: NewAsset, etag: string | null, requestId: string): Promise<Asset> {
    return this.dataSource.transaction(async (manager) => {
      const created = await insert(manager, asset, 'ready', etag);
      await promiseProbe(manager, asset.assetId, requestId);
      return created;
    });
  }

  /** pending → ready, and promises the probe. Null where there is no such pending asset (any more). */
  finalize(assetId: string, object: StoredObject, requestId: string): Promise<Asset | null> {
    return this.dataSource.transaction(async (manager) => {
      const [asset] = await queryEntities(
        manager,
        AssetEntity,
        `UPDATE assets SET status = 'ready', key = $2, size_bytes = $3, etag = $4, probe_asked_at = now()
         WHERE asset_id = $1 AND status = 'pending' RETURNING *`,
        [assetId, object.key, object.sizeBytes, object.etag],
      );
      if (asset === undefined) return null;
      await promiseProbe(manager, assetId, requestId);
      return asset;
    });
  }

  /** Forgets an asset; what lies in the store is for the caller to remove. */
  async remove(assetId: string): Promise<void> {
    await query(this.dataSource.manager, 'DELETE FROM assets WHERE asset_id = $1', [assetId]);
  }

  async get(assetId: string): Promise<Asset | null> {
    return this.dataSource.manager.findOneBy(AssetEntity, { assetId });
  }

  /** What is known of these objects, by `bucket/key`; those that are no asset, or were not looked at yet, are missing. */
  async probesOf(
    objects: readonly { readonly bucket: string; readonly key: string }[],
  ): Promise<ReadonlyMap<string, JsonObject>> {
    const { rows } = await query<{ name: string; probe: JsonObject }>(
      this.dataSource.manager,
      `SELECT bucket || '/' || key AS name, probe FROM assets
       WHERE probe IS NOT NULL AND bucket || '/' || key = ANY($1::text[])`,
      [objects.map(({ bucket, key }) => `${bucket}/${key}`)],
    );
    return new Map(rows.map(({ name, probe }) => [name, probe]));
  }

  /** What a worker found; false where the asset is gone. */
  async saveProbe(assetId: string, outcome: ProbeOutcome): Promise<boolean> {
    const [probe, error] = 'probe' in outcome ? [jsonb(outcome.probe), null] : [null, storableText(outcome.error)];
    const { affected } = await query(
      this.dataSource.manager,
      'UPDATE assets SET probe = $2::jsonb, probe_error = $3 WHERE asset_id = $1',
      [assetId, probe, error],
    );
    return affected === 1;
  }

  /** Promises probes again that were lost, or failed for a reason that passes; a few times. @returns how many. */
  requeueUnprobed(olderThanSeconds: number, options: RequeueUnprobedOptions = {}): Promise<number> {
    return requeueUnprobed(this.dataSource, olderThanSeconds, options);
  }
}

async function insert(
  manager: EntityManager,
  asset: NewAsset,
  status: Asset['status'],
  etag: string | null,
): Promise<Asset> {
  const [created] = await queryEntities(
    manager,
    AssetEntity,
    `INSERT INTO assets (asset_id, bucket, key, filename, content_type, size_bytes, status, etag)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *`,
    [asset.assetId, asset.bucket, asset.key, asset.filename, asset.contentType, asset.sizeBytes, status, etag],
  );
  if (created === undefined) throw new Error('INSERT … RETURNING gave no row');
  return created;
}

const promiseProbe = (manager: EntityManager, assetId: string, requestId: string): Promise<void> =>
  enqueue(manager, {
    jobName: 'probe',
    jobId: probeJobId(assetId),
    payload: { assetId, requestId },
    priority: 'high',
    delaySeconds: 0,
  });
