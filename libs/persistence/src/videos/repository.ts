import { type DataSource, type EntityManager, In } from 'typeorm';
import { insertQueued } from '../compositions/create.js';
import { CompositionEntity } from '../entities/composition.js';
import { VideoEntity } from '../entities/video.js';
import { VideoJobEntity } from '../entities/video-job.js';
import { VideoVariantEntity } from '../entities/video-variant.js';
import { newVariantId, newVideoJobId } from '../ids.js';
import { jsonb } from '../json.js';
import { query } from '../query.js';
import type {
  NewVariant,
  NewVideo,
  NewVideoJob,
  RenderedVariant,
  Video,
  VideoJob,
  VideoPage,
  VideoVariant,
} from './types.js';

/** Films, what is made of them, and by which jobs. How far a job is, its compositions say. */
export class VideoRepository {
  constructor(private readonly dataSource: DataSource) {}

  async create(video: NewVideo): Promise<Video> {
    const { manager } = this.dataSource;
    await manager.insert(VideoEntity, video);
    return manager.findOneByOrFail(VideoEntity, { id: video.id });
  }

  get(id: string): Promise<Video | null> {
    return this.dataSource.manager.findOneBy(VideoEntity, { id });
  }

  /** Newest first. @param page from 1 on */
  async list(page: number, pageSize: number): Promise<VideoPage> {
    const [items, total] = await this.dataSource.manager.findAndCount(VideoEntity, {
      order: { uploadTime: 'DESC', id: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items, total };
  }

  /** The job, its render, its variants and their overlays, together. @returns the job's id */
  createJob(job: NewVideoJob): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const id = newVideoJobId();
      await manager.insert(VideoJobEntity, { id, type: job.type, videoId: job.videoId });
      await insertQueued(manager, job.composition);
      for (const [place, variant] of job.variants.entries()) await insertVariant(manager, { id, place }, job, variant);
      return id;
    });
  }

  getJob(id: string): Promise<VideoJob | null> {
    return this.dataSource.manager.findOneBy(VideoJobEntity, { id });
  }

  variantsOfJob(jobId: string): Promise<readonly RenderedVariant[]> {
    return this.#rendered({ jobId });
  }

  /** In the order of their making. */
  variantsOfVideo(videoId: string): Promise<readonly RenderedVariant[]> {
    return this.#rendered({ videoId });
  }

  async getVariant(id: string): Promise<RenderedVariant | null> {
    return (await this.#rendered({ id }))[0] ?? null;
  }

  async #rendered(where: Partial<Pick<VideoVariant, 'id' | 'jobId' | 'videoId'>>): Promise<readonly RenderedVariant[]> {
    const { manager } = this.dataSource;
    const variants = await manager.find(VideoVariantEntity, {
      where,
      order: { createdAt: 'ASC', jobId: 'ASC', place: 'ASC' },
    });
    const ids = new Set(variants.map(({ compositionId }) => compositionId));
    const compositions = await manager.findBy(CompositionEntity, { compositionId: In([...ids]) });
    const byId = new Map(compositions.map((composition) => [composition.compositionId, composition]));
    return variants.flatMap((variant) => {
      const composition = byId.get(variant.compositionId);
      return composition === undefined ? [] : [{ variant, composition }];
    });
  }
}

async function insertVariant(
  manager: EntityManager,
  job: { readonly id: string; readonly place: number },
  { videoId, sourceVariantId, composition: { compositionId } }: NewVideoJob,
  { rendition, kind, quality, config, overlays }: NewVariant,
): Promise<void> {
  const id = newVariantId();
  await query(
    manager,
    `INSERT INTO video_variants
       (id, video_id, source_variant_id, job_id, composition_id, place, rendition, kind, quality, config_json)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`,
    [id, videoId, sourceVariantId, job.id, compositionId, job.place, rendition, kind, quality, jsonb(config)],
  );
  for (const { type, payload } of overlays) {
    await query(manager, 'INSERT INTO overlays (variant_id, type, payload_json) VALUES ($1, $2, $3::jsonb)', [
      id,
      type,
      jsonb(payload),
    ]);
  }
}
