import type { Setting } from './setting.js';
import { settings } from './settings.js';

type AnySetting = Setting<unknown>;
const groups: readonly (readonly [string, readonly AnySetting[]])[] = Object.entries(settings).map(
  ([group, members]) => [group, Object.values(members)],
);

/** The text of docs/settings.md. */
export function settingsMarkdown(): string {
  const sections = groups.map(([group, members]) =>
    [`## ${group}`, '', '| Variable | Default | Value | Meaning |', '|---|---|---|---|', ...members.map(row)].join(
      '\n',
    ),
  );
  return `${MARKDOWN_HEAD}\n${sections.join('\n\n')}\n`;
}

/** The text of .env.example: every setting, commented out, with its default or an example. */
export function envExample(): string {
  const sections = groups.map(([group, members]) =>
    [
      `# --- ${group} ---`,
      ...members.flatMap((setting) => [`# ${plain(setting.description)}`, assignment(setting)]),
    ].join('\n'),
  );
  return `${ENV_HEAD}\n${sections.join('\n\n')}\n`;
}

const MARKDOWN_HEAD = `# Settings

Made from \`libs/config/src/settings.ts\` by \`UPDATE_GOLDEN=1 npm test -- libs/config\`; do not edit by hand.
All settings are environment variables, read once at start. A bad one stops the process with a list of every problem.
The commands of the Makefile and docker compose take them from \`.env\` too, where a variable is not set already.
An empty variable counts as not set.
`;

const ENV_HEAD = `# Settings of Cutroom. Made from libs/config/src/settings.ts; docs/settings.md says more.
# Copy to .env and change what you need: make up, demo, worker and migrate read it, and so does docker compose, which keeps its
# own database, Redis, store, ports and paths. A variable that is set already wins. Anything else reads its environment only.
# With DATABASE_URL or REDIS_URL set, make up starts no PostgreSQL or Redis of its own.
`;

const row = (setting: AnySetting): string =>
  `| \`${setting.name}\` | ${shownDefault(setting)} | ${setting.parser.expects.replaceAll('|', '\\|')} | ${setting.description} |`;

function shownDefault({ fallback }: AnySetting): string {
  if (fallback.kind === 'required') return '**required**';
  if (fallback.kind === 'derived') return fallback.description;
  return fallback.kind === 'value' && fallback.text !== '' ? `\`${fallback.text}\`` : '–';
}

const plain = (markdown: string): string => markdown.replaceAll('`', '');

const EXAMPLES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://cutroom:cutroom@localhost:5432/cutroom',
  REDIS_URL: 'redis://localhost:6379',
};

function assignment({ name, fallback }: AnySetting): string {
  if (fallback.kind === 'required') return `#${name}=${EXAMPLES[name] ?? ''}`;
  return `#${name}=${fallback.kind === 'value' ? fallback.text : ''}`;
}
