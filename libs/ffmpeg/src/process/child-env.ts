/** What a child may know: how to find its libraries, and nothing of the service (no password, no key). */
export const childEnvironment = (own: NodeJS.ProcessEnv = process.env): Record<string, string> => {
  const libraries = own['LD_LIBRARY_PATH'];
  return {
    PATH: own['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: '/nonexistent',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    AV_LOG_FORCE_NOCOLOR: '1',
    ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
  };
};
