/** The output of tests that ask when and how often something is rendered, not how it looks: made in no time. */
export const SMALL = { resolution: { width: 256, height: 144 }, preset: 'ultrafast' } as const;
