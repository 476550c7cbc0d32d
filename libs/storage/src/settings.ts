export interface FsStorageSettings {
  readonly driver: 'fs';
  /** Directory that holds everything; made where it is missing. */
  readonly root: string;
  /** Where clients reach the API, without a slash at the end: presigned URLs begin with it. */
  readonly publicUrl: string;
  /** Key of the HMAC in presigned URLs, at least 16 characters. */
  readonly signingSecret: string;
}

export interface S3StorageSettings {
  readonly driver: 's3';
  readonly region: string;
  /** Any S3 API; left out, AWS itself. */
  readonly endpoint?: string | undefined;
  /** What presigned URLs name instead, where clients reach the store by another address. */
  readonly publicEndpoint?: string | undefined;
  /** Both left out: the usual AWS credential chain. */
  readonly accessKeyId?: string | undefined;
  readonly secretAccessKey?: string | undefined;
  /** Bounds on one request. Defaults: connect 5 s, idle 30 s, 3 attempts. */
  readonly limits?: S3Limits | undefined;
}

export interface S3Limits {
  readonly connectTimeoutMs: number;
  /** Longest silence of the server, also in the middle of a body. */
  readonly idleTimeoutMs: number;
  readonly maxAttempts: number;
}

export type StorageSettings = FsStorageSettings | S3StorageSettings;
