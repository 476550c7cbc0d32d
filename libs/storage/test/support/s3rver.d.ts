declare module 's3rver' {
  export interface S3rverOptions {
    readonly address: string;
    readonly port: number;
    readonly silent: boolean;
    readonly directory: string;
  }

  interface Written {
    readonly size: number;
    readonly md5: string;
  }

  /** The part of its store that writes files. */
  export interface S3rverStore {
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    putObject(object: { readonly bucket: string; readonly key: string }): Promise<Written>;
    putPart(bucket: string, uploadId: string, part: number, content: unknown): Promise<Written>;
  }

  export default class S3rver {
    constructor(options: S3rverOptions);
    readonly store: S3rverStore;
    run(): Promise<{ readonly port: number }>;
    close(): Promise<void>;
  }
}
