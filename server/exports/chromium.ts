import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { kill, pid } from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { BrowserError } from './chromium/browser-error.ts';
import { type Steered, steeredPage } from './chromium/devtools-pipe.ts';
import { withDate } from './chromium/pdf-date.ts';
import { turns } from './chromium/turns.ts';

/** How large a picture is: its size on a page, in CSS pixels, and how many dots each of them gets. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** 1 without it. */
  readonly scale?: number;
}

/** What makes printed pages and pictures of HTML. */
export interface HeadlessBrowser {
  /** Whether this machine has one; without it everything is refused as `no-browser`. */
  readonly isThere: boolean;
  /**
   * The HTML as it is printed, paper and margins as its style says, tagged and with its headings as an outline. No script of
   * it runs and nothing is loaded. The same HTML with the same browser gives the same bytes.
   *
   * @param date what the document says of when it was made; never the clock
   * @throws BrowserError
   */
  pdfOf(html: string, options: { readonly date: Date }): Promise<Uint8Array>;
  /**
   * A picture (PNG) of HTML or of an SVG drawing on white, from its upper left corner, in light colours.
   *
   * @throws BrowserError
   */
  pngOf(drawing: string, size: PictureSize): Promise<Uint8Array>;
}

const flags = [
  '--headless',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
  // neither names nor addresses are found: nothing that a page names is fetched
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-proxy-server',
  '--no-first-run',
];

export interface BrowserOptions {
  /** The program; `null` where this machine has none. */
  readonly program: string | null;
  /** The folders in which the program looks for others. */
  readonly path: string;
  /** How long one page or picture may take, in milliseconds; a minute without it. */
  readonly timeLimit?: number;
  /** How many may wait for their turn; twenty without it. */
  readonly waiting?: number;
}

/**
 * A browser that is started anew for each page or picture, two at most at once, each in a folder of its own that is removed
 * afterwards with all of its processes.
 */
export function createBrowser(options: BrowserOptions): HeadlessBrowser {
  const { program, timeLimit = 60_000, waiting = 20 } = options;
  const { inTurn } = turns({ atOnce: 2, waiting });
  const made = async (make: (page: Steered) => Promise<Uint8Array>) => {
    if (program === null) throw new BrowserError('no-browser');
    return await inTurn(() => inBrowser({ program, path: options.path, timeLimit }, make));
  };
  return {
    isThere: program !== null,
    pdfOf: async (html, { date }) => withDate(await made((page) => printed(page, html)), date),
    pngOf: (drawing, size) => made((page) => pictured(page, drawing, size)),
  };
}

/** Where there is none. */
export const noBrowser: HeadlessBrowser = createBrowser({ program: null, path: '' });

/** Starts a browser for one piece of work; it ends with it, however that ends. */
async function inBrowser(
  { program, path, timeLimit }: { program: string; path: string; timeLimit: number },
  make: (page: Steered) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const profile = await mkdtemp(join(tmpdir(), `manyi-browser-${pid}-`));
  const child = started(program, path, profile);
  const ended = endOf(child);
  let late: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new BrowserError('too-slow')), timeLimit);
  });
  try {
    const work = steeredPage(child.stdio[3] as Writable, child.stdio[4] as Readable).then(make);
    return await Promise.race([work, ended.failure, limit]);
  } catch (error) {
    if (error instanceof BrowserError) throw error;
    throw new BrowserError('failed', String(error), { cause: error });
  } finally {
    clearTimeout(late);
    endGroup(child);
    await ended.gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function started(program: string, path: string, profile: string): ChildProcess {
  // the sandbox refuses to work for the administrator, who has none in most containers
  const sandbox = userInfo().uid === 0 ? ['--no-sandbox'] : [];
  return spawn(program, [...flags, ...sandbox, `--user-data-dir=${profile}`, 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: {
      PATH: path,
      HOME: profile,
      XDG_CONFIG_HOME: profile,
      XDG_CACHE_HOME: profile,
      LANG: 'C.UTF-8',
      TZ: 'UTC',
    },
  });
}

/** `failure` rejects when the browser ends by itself, with the last it said; `gone` resolves when it has ended in any way. */
function endOf(child: ChildProcess): { readonly failure: Promise<never>; readonly gone: Promise<void> } {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2_000);
  });
  // a pipe that breaks when the browser ends says no more than its end does
  for (const pipe of [child.stdio[3], child.stdio[4], child.stderr]) pipe?.on('error', () => {});
  const failure = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new BrowserError('no-browser', error.message, { cause: error })));
    child.once('exit', (code) => reject(new BrowserError('failed', `It ended with ${code}. ${said}`.trim())));
  });
  failure.catch(() => {});
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return { failure, gone };
}

/** Ends the browser and every process it has started. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    kill(-pid, 'SIGKILL');
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}

/** Puts HTML into the page; no script of it runs and nothing is fetched. */
async function show(page: Steered, html: string): Promise<void> {
  await page.send('Page.enable');
  await page.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.send('Network.enable');
  await page.send('Network.emulateNetworkConditions', {
    offline: true,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  const { frameTree } = (await page.send('Page.getFrameTree')) as { frameTree: { frame: { id: string } } };
  const loaded = page.event('Page.loadEventFired');
  await page.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
  await loaded;
}

async function printed(page: Steered, html: string): Promise<Uint8Array> {
  await show(page, html);
  const { data } = await page.send('Page.printToPDF', {
    printBackground: true,
    preferCSSPageSize: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  return Buffer.from(String(data), 'base64');
}

async function pictured(
  page: Steered,
  drawing: string,
  { width, height, scale = 1 }: PictureSize,
): Promise<Uint8Array> {
  await page.send('Emulation.setDeviceMetricsOverride', {
    ...{ width, height, deviceScaleFactor: scale, mobile: false },
  });
  await page.send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: 'light' }],
  });
  await show(page, /^\s*<svg\b/i.test(drawing) ? pageAround(drawing) : drawing);
  const { data } = await page.send('Page.captureScreenshot', {
    format: 'png',
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width, height, scale: 1 },
  });
  return Buffer.from(String(data), 'base64');
}

function pageAround(svg: string): string {
  return `<!doctype html><meta charset="utf-8"><style>body{margin:0;background:#fff}svg{display:block}</style>${svg}`;
}
