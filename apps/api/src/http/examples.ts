/** Bodies that /docs offers to try, by the name they go by there. Each is taken as it is, given the files it names. */
export type Examples<Body> = Readonly<Record<string, { readonly summary: string; readonly value: Body }>>;
