/** What travels through the queue: references only, the truth stays in Postgres. */
export interface JobPayloads {
  readonly render: { readonly compositionId: string; readonly requestId: string };
  readonly probe: { readonly assetId: string; readonly requestId: string };
}
export type JobName = keyof JobPayloads;
export type Priority = 'high' | 'default' | 'low';
