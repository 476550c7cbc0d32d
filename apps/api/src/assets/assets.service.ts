import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { CutroomError } from '#lib/contracts';
import { type Asset, type NewAsset, newAssetId } from '#lib/persistence';
import { assetKey, formatObjectUrl, type ObjectRef, pendingUploadKey, safeFileName } from '#lib/storage';
import { SERVICES, type Services } from '../services.js';
import { mediaType } from '../uploads/media-type.js';
import { receiveFile } from '../uploads/receive-file.js';
import { assetNotFound } from './asset-id.js';
import type { PresignDto } from './dto.js';
import { waitForProbe } from './probe-wait.js';

const PROBE_PATIENCE_MS = 10_000;
const UPLOAD_URL_SECONDS = 3600;

export interface AssetContext {
  readonly requestId: string;
  /** Fires when the client is gone. */
  readonly signal: AbortSignal;
}

@Injectable()
export class AssetsService {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  /** Streams an upload into the store; what does not arrive whole leaves nothing behind. */
  async upload(request: IncomingMessage, context: AssetContext): Promise<Asset> {
    const { store, config } = this.services;
    const id = newAssetId();
    const { file, ref, stat } = await receiveFile(request, config.limits.maxAssetBytes, async (file) => {
      const ref = this.#ref(assetKey(id, file.name));
      return { file, ref, stat: await store.put(ref, file.body, { contentType: file.contentType }) };
    });
    if (stat.sizeBytes === 0) {
      await store.remove(ref).catch(() => undefined);
      throw new CutroomError('VALIDATION_FAILED', 'The file is empty.');
    }
    const fresh = { assetId: id, ...ref, filename: safeFileName(file.name), contentType: file.contentType };
    const asset = await this.#createReady({ ...fresh, sizeBytes: stat.sizeBytes }, stat.etag, context);
    return this.#probed(asset, context);
  }

  /** A URL that takes exactly one file of this size; it becomes an asset by `finalize`. */
  async presign({ filename, content_type, size }: PresignDto) {
    const { store, config, assets } = this.services;
    if (size > config.limits.maxAssetBytes) {
      throw CutroomError.at(
        'PAYLOAD_TOO_LARGE',
        '/size',
        `The file is larger than ${config.limits.maxAssetBytes} bytes.`,
      );
    }
    const assetId = newAssetId();
    const ref = this.#ref(pendingUploadKey(assetId, filename));
    const contentType = mediaType(content_type);
    await assets.createPending({ assetId, ...ref, filename: safeFileName(filename), contentType, sizeBytes: size });
    const expiresAt = new Date(Date.now() + UPLOAD_URL_SECONDS * 1000);
    return {
      asset_id: assetId,
      upload_url: await store.presignPut(ref, {
        expiresInSeconds: UPLOAD_URL_SECONDS,
        contentType,
        contentLength: size,
      }),
      url: formatObjectUrl(this.#ref(assetKey(assetId, filename))),
      expires_at: expiresAt.toISOString(),
    };
  }

  /** Takes what was uploaded out of the client's reach, under a key of its own. Doing it again changes nothing. */
  async finalize(assetId: string, context: AssetContext): Promise<Asset> {
    const asset = await this.get(assetId);
    if (asset.status === 'ready') return this.#probed(asset, context);
    const { store, assets } = this.services;
    const pending = this.#ref(asset.key);
    const before = await this.#uploaded(pending);
    if (before.sizeBytes !== asset.sizeBytes) {
      throw new CutroomError(
        'VALIDATION_FAILED',
        `${before.sizeBytes} bytes were uploaded, ${asset.sizeBytes} were announced.`,
      );
    }
    const final = this.#ref(assetKey(assetId, asset.filename));
    const copied = await store.copy(pending, final);
    // The upload URL still works: what was copied must be what was looked at.
    const after = await this.#uploaded(pending);
    if (copied.sizeBytes !== before.sizeBytes || after.etag !== before.etag) {
      throw new CutroomError('CONFLICT', 'The file was uploaded again in the meantime. Finalize it once more.');
    }
    const object = { key: final.key, sizeBytes: copied.sizeBytes, etag: copied.etag };
    const ready = (await assets.finalize(assetId, object, context.requestId)) ?? (await this.get(assetId));
    await store
      .remove(pending)
      .catch((err: unknown) => this.services.logger.warn({ err }, 'An upload was left behind'));
    return this.#probed(ready, context);
  }

  async get(assetId: string): Promise<Asset> {
    const asset = await this.services.assets.get(assetId);
    if (asset === null) throw assetNotFound();
    return asset;
  }

  async #createReady(fresh: NewAsset, etag: string, { requestId }: AssetContext): Promise<Asset> {
    const { assets, store } = this.services;
    try {
      return await assets.createReady(fresh, etag, requestId);
    } catch (error) {
      // A connection that broke may hide that it was committed: an object nobody names is better than a row without one.
      const isAbsent = await assets.get(fresh.assetId).then(
        (row) => row === null,
        () => false,
      );
      if (isAbsent) await store.remove(fresh).catch(() => undefined);
      throw error;
    }
  }

  /** The asset is there already, whatever becomes of the wait: never throws. */
  async #probed(asset: Asset, { signal }: AssetContext): Promise<Asset> {
    this.services.relay.kick();
    try {
      return await waitForProbe(this.services, asset, PROBE_PATIENCE_MS, signal);
    } catch (err) {
      this.services.logger.warn({ err, asset_id: asset.assetId }, 'The wait for a probe broke off');
      return asset;
    }
  }

  async #uploaded(ref: ObjectRef) {
    try {
      return await this.services.store.stat(ref);
    } catch (error) {
      if (!(error instanceof CutroomError) || error.code !== 'ASSET_NOT_FOUND') throw error;
      throw new CutroomError('NOT_READY', 'The file has not been uploaded yet.', { cause: error });
    }
  }

  #ref(key: string): ObjectRef {
    return { bucket: this.services.config.storage.bucket, key };
  }
}
