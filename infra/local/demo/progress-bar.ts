import type { DemoProgress } from './client.js';

export interface ProgressView {
  show(progress: DemoProgress): void;
  end(): void;
}

const WIDTH = 32;
/** Without a terminal: one line a stage, and one every so many percent. */
const STEP = 20;

function bar(out: NodeJS.WriteStream): ProgressView {
  return {
    show: ({ stage, percentage, message }) => {
      const full = Math.round((percentage / 100) * WIDTH);
      const line = `  [${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${percentage.toFixed(0).padStart(3)} %  ${stage}  ${message}`;
      out.write(`\r\u001b[K${line.slice(0, (out.columns || 80) - 1)}`);
    },
    end: () => out.write('\n'),
  };
}

function lines(out: NodeJS.WriteStream): ProgressView {
  let shown = '';
  return {
    show: ({ stage, percentage }) => {
      const key = `${stage} ${Math.floor(percentage / STEP)}`;
      if (key !== shown) {
        shown = key;
        out.write(`  ${percentage.toFixed(0).padStart(3)} %  ${stage}\n`);
      }
    },
    end: () => undefined,
  };
}

/** A live bar on a terminal, plain lines in a log. */
export const progressView = (out: NodeJS.WriteStream): ProgressView => (out.isTTY ? bar(out) : lines(out));
