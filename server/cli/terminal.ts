import type { Translate } from '../i18n/translate.ts';

/** Where a command speaks. Results go out, everything else goes to the error stream, so that pipes stay clean. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  /** Shows a line that the next one replaces; `null` where nobody is watching. */
  readonly status: ((text: string) => void) | null;
}

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const clearLine = '\r\u001b[K';

/** The terminal of a process. Status lines appear only on a screen. */
export function terminalOf(stdout: Stream, stderr: Stream): Terminal {
  let statusShown = false;
  const clearStatus = () => {
    if (statusShown) stderr.write(clearLine);
    statusShown = false;
  };
  const status = (text: string) => {
    stderr.write(`${clearLine}${text}`);
    statusShown = true;
  };
  return {
    out(line) {
      clearStatus();
      stdout.write(`${line}\n`);
    },
    error(line) {
      clearStatus();
      stderr.write(`${line}\n`);
    },
    status: stderr.isTTY === true ? status : null,
  };
}

/** Work shorter than this says nothing about itself. */
const quietMilliseconds = 1000;
const statusEvery = 200;

/** Tells how many rows are done, now and then, once the work has taken longer than a second. */
export function progressOn(terminal: Terminal, t: Translate, now: () => Date): (rows: number) => void {
  const { status } = terminal;
  if (status === null) return () => undefined;
  let next = now().getTime() + quietMilliseconds;
  return (rows) => {
    const time = now().getTime();
    if (time < next) return;
    next = time + statusEvery;
    status(t('cli.progress', { rows: rows.toLocaleString(t.locale) }));
  };
}
